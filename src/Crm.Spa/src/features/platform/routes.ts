import { createRoute, lazyRouteComponent, notFound } from "@tanstack/react-router";
import { meQuery } from "@/api/me";
import { queryClient } from "@/app/queryClient";
import { signedInRoute } from "@/app/root";
import { withTexts } from "@/i18n";
import { DELIVERY_STATUSES, type DeliveryStatus } from "./deliveries";

type Search = Record<string, unknown>;

const platformRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/platform",
  // For everybody else this is no page; the server would refuse each of its parts.
  beforeLoad: async () => {
    if (!(await queryClient.ensureQueryData(meQuery)).user.isPlatformAdmin) {
      throw notFound();
    }
  },
  component: lazyRouteComponent(() => withTexts("platform", import("./PlatformFrame")), "PlatformFrame"),
});

const tenantsRoute = createRoute({
  getParentRoute: () => platformRoute,
  path: "/",
  validateSearch: (search: Search): { q?: string } => ({ q: text(search.q) }),
  component: lazyRouteComponent(() => withTexts("platform", import("./tenants/TenantsPage")), "TenantsPage"),
});

const tenantRoute = createRoute({
  getParentRoute: () => platformRoute,
  path: "tenants/$tenantId",
  component: lazyRouteComponent(() => withTexts("platform", import("./tenant/TenantPage")), "TenantPage"),
});

const jobsRoute = createRoute({
  getParentRoute: () => platformRoute,
  path: "jobs",
  component: lazyRouteComponent(() => withTexts("platform", import("./JobsPage")), "JobsPage"),
});

const webhookEventsRoute = createRoute({
  getParentRoute: () => platformRoute,
  path: "webhook-events",
  validateSearch: (search: Search): { status?: DeliveryStatus; provider?: string } => ({
    status: DELIVERY_STATUSES.find((status) => status === search.status),
    provider: text(search.provider),
  }),
  component: lazyRouteComponent(() => withTexts("platform", import("./DeliveriesPage")), "DeliveriesPage"),
});

export const platformRoutes = [
  platformRoute.addChildren([tenantsRoute, tenantRoute, jobsRoute, webhookEventsRoute]),
] as const;

function text(value: unknown): string | undefined {
  return (typeof value === "string" || typeof value === "number") && value !== "" ? String(value) : undefined;
}
