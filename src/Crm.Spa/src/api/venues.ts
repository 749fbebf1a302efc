import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import { everyPage } from "./pages";
import type { components } from "./schema";

export type Venue = components["schemas"]["VenueDto"];

const MOST_A_PAGE = 200;

export const venuesQuery = queryOptions({
  queryKey: ["venues", "all"],
  queryFn: () =>
    everyPage<Venue>((cursor) =>
      body(api.GET("/api/v1/venues", { params: { query: { limit: MOST_A_PAGE, ...(cursor ? { cursor } : {}) } } })),
    ),
  staleTime: 60_000,
});

/** The names of venues by their ids, as far as the person may know them. */
export function useVenueNames(): (id: string) => string | undefined {
  const { data } = useQuery(venuesQuery);
  return (id) => data?.find((venue) => venue.id === id)?.name;
}
