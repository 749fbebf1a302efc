import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, body, versioned } from "@/api/client";
import type { components } from "@/api/schema";
import type { LeadFilters } from "./search";
import { queryOf } from "./leadQuery";

export type Stage = components["schemas"]["StageDto"];
export type Submission = components["schemas"]["SubmissionDto"];
export type Consent = components["schemas"]["ConsentDto"];
export type TimelineEntry = components["schemas"]["TimelineEntryDto"];

const PAGE = 100;
const CARDS = 30;
const MOMENTS = 60_000;

/** First parts of the keys of all lists of leads; the third is the filters they were read with. */
export const LISTS = ["leads", "list"] as const;

/**
 * A list of leads by pages. It follows the company's events by itself (useFollowing): read again as a whole it would fetch every
 * page that was scrolled through.
 */
export const leadsQuery = (filters: LeadFilters, timeZone: string | undefined, kind: "table" | "column" = "table") => {
  const limit = kind === "table" ? PAGE : CARDS;
  return infiniteQueryOptions({
    queryKey: [...LISTS, { filters, timeZone, limit }] as const,
    queryFn: ({ pageParam: cursor, signal }) =>
      body(
        api.GET("/api/v1/leads", {
          params: { query: { ...queryOf(filters, timeZone), limit, cursor, includeTotal: cursor === undefined } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: Infinity,
    // Comparing ten thousand leads with those of before takes longer than drawing the few that are seen.
    structuralSharing: false,
    meta: { followsEvents: true },
  });
};

export type ListKey = ReturnType<typeof leadsQuery>["queryKey"];

export const leadQuery = (leadId: string) =>
  queryOptions({
    queryKey: ["leads", "one", leadId],
    queryFn: () => versioned(api.GET("/api/v1/leads/{leadId}", { params: { path: { leadId } } })),
  });

export const timelineQuery = (leadId: string) =>
  infiniteQueryOptions({
    queryKey: ["leads", "timeline", leadId],
    queryFn: ({ pageParam: cursor }) =>
      body(api.GET("/api/v1/leads/{leadId}/timeline", { params: { path: { leadId }, query: { cursor, limit: 50 } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });

export const pipelineQuery = queryOptions({
  queryKey: ["pipeline"],
  queryFn: () => versioned(api.GET("/api/v1/pipeline")),
  staleTime: MOMENTS,
});

export const reconciliationQuery = (period: { from?: string; to?: string }) =>
  queryOptions({
    queryKey: ["leads", "reconciliation", period],
    queryFn: () => body(api.GET("/api/v1/leads/reconciliation", { params: { query: period } })),
  });
