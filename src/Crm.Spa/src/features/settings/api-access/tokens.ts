import { queryOptions } from "@tanstack/react-query";
import { api, body, versioned } from "@/api/client";
import type { components } from "@/api/schema";

export type Token = components["schemas"]["ApiTokenDto"];
export type IssuedToken = components["schemas"]["IssuedTokenAnswer"];
export type TokenDay = components["schemas"]["TokenDayDto"];

export const USAGE_DAYS = 30;

export const tokenQuery = (tokenId: string) =>
  queryOptions({
    queryKey: ["api-tokens", tokenId],
    queryFn: () => versioned(api.GET("/api/v1/api-tokens/{tokenId}", { params: { path: { tokenId } } })),
  });

export const usageQuery = (tokenId: string) =>
  queryOptions({
    queryKey: ["api-tokens", tokenId, "usage"],
    queryFn: () => body(api.GET("/api/v1/api-tokens/{tokenId}/usage", { params: { path: { tokenId } } })),
  });
