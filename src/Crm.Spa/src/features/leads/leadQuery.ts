import type { paths } from "@/api/schema";
import { endOfDay, startOfDay } from "@/i18n/zone";
import type { LeadFilters } from "./search";

export type LeadQuery = NonNullable<paths["/api/v1/leads"]["get"]["parameters"]["query"]>;

/** What the server is asked for: a company's day begins at its own midnight, and the last day is shown whole. */
export function queryOf(filters: LeadFilters, timeZone = "UTC"): LeadQuery {
  const { owner, venue, from, to, ...same } = filters;
  return {
    ...same,
    ...(owner ? { ownerId: owner } : {}),
    ...(venue ? { venueId: venue } : {}),
    ...(from ? { from: startOfDay(from, timeZone) } : {}),
    ...(to ? { to: endOfDay(to, timeZone) } : {}),
  };
}
