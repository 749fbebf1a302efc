import { queryOptions } from "@tanstack/react-query";
import { api, body, versioned } from "@/api/client";
import type { components } from "@/api/schema";

export type Tenant = components["schemas"]["PlatformTenantDto"];

const tenantKey = (tenantId: string) => ["platform", "tenant", tenantId] as const;

export const tenantQuery = (tenantId: string) =>
  queryOptions({
    queryKey: [...tenantKey(tenantId), "facts"],
    queryFn: () => versioned(api.GET("/api/v1/platform/tenants/{tenantId}", { params: { path: { tenantId } } })),
    // Each look stands in the company's trail: not one for every time that the window is turned to.
    refetchOnWindowFocus: false,
  });

export const pricesQuery = (tenantId: string) =>
  queryOptions({
    queryKey: [...tenantKey(tenantId), "prices"],
    queryFn: () =>
      body(api.GET("/api/v1/platform/tenants/{tenantId}/message-prices", { params: { path: { tenantId } } })),
    refetchOnWindowFocus: false,
  });
