import { queryOptions } from "@tanstack/react-query";
import { api, body } from "./client";
import type { components } from "./schema";

export type Attention = components["schemas"]["AttentionAnswer"];

/** What needs a person now, most urgent first. */
export const attentionQuery = queryOptions({
  queryKey: ["attention"],
  queryFn: () => body(api.GET("/api/v1/attention")),
  refetchInterval: 60_000,
});
