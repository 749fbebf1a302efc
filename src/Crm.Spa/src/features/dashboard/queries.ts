import { queryOptions } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import type { components } from "@/api/schema";

export type Lead = components["schemas"]["LeadDto"];
export type Post = components["schemas"]["PostDto"];

const LATEST = 6;
const MOST_PLANNED = 4;
const MOST_POSTS = 100;

export const latestLeadsQuery = queryOptions({
  queryKey: ["leads", "dashboard"],
  queryFn: () => body(api.GET("/api/v1/leads", { params: { query: { sort: "-createdAt", limit: LATEST } } })),
});

/** Posts of which at least one target still waits for its time, the next first. */
export const plannedPostsQuery = queryOptions({
  queryKey: ["posts", "dashboard"],
  queryFn: () =>
    body(
      api.GET("/api/v1/posts", {
        params: { query: { status: "pending", plannedFrom: new Date().toISOString(), limit: MOST_POSTS } },
      }),
    ),
  select: ({ data }) =>
    data
      .filter((post) => post.publishAt !== null)
      .sort((one, other) => one.publishAt!.localeCompare(other.publishAt!))
      .slice(0, MOST_PLANNED),
});
