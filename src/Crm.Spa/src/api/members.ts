import { queryOptions } from "@tanstack/react-query";
import { api, body } from "./client";
import { everyPage } from "./pages";
import type { components } from "./schema";

export type Member = components["schemas"]["MemberDto"];

const MOST_A_PAGE = 200;

export const membersQuery = queryOptions({
  queryKey: ["members", "all"],
  queryFn: () =>
    everyPage<Member>((cursor) =>
      body(api.GET("/api/v1/members", { params: { query: { limit: MOST_A_PAGE, ...(cursor ? { cursor } : {}) } } })),
    ),
  staleTime: 60_000,
});
