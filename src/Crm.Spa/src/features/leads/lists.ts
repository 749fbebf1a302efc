import type { QueryClient } from "@tanstack/react-query";
import { leadQuery, LISTS, type ListKey } from "./queries";
import { leadsOf, placed, removed, type Known, type Lead, type LeadPages, type Period } from "./pages";
import { queryOf } from "./leadQuery";
import type { LeadFilters } from "./search";

/** What the lists that were read say of a lead, also the ones that are on no screen at the moment. */
export function shownIn(client: QueryClient, leadId: string): Lead | undefined {
  return client
    .getQueriesData<LeadPages>({ queryKey: LISTS })
    .flatMap(([, pages]) => leadsOf(pages).filter((lead) => lead.id === leadId))[0];
}

/** Every list of leads that was read shows the lead as it is now. */
export function placeInLists(client: QueryClient, lead: Lead, known: Known = {}) {
  const before = shownIn(client, lead.id) ?? known.before;
  changeLists(client, (pages, filters, period) => placed(pages, lead, filters, period, { ...known, before }));
}

export function removeFromLists(client: QueryClient, leadId: string, known: Known = {}) {
  const before = shownIn(client, leadId) ?? known.before;
  changeLists(client, (pages, filters, period) => removed(pages, leadId, filters, period, { ...known, before }));
}

function changeLists(
  client: QueryClient,
  change: (pages: LeadPages, filters: LeadFilters, period: Period) => LeadPages,
) {
  for (const [key, pages] of client.getQueriesData<LeadPages>({ queryKey: LISTS })) {
    if (pages) {
      const { filters, timeZone } = (key as unknown as ListKey)[2];
      client.setQueryData<LeadPages>(key, change(pages, filters, queryOf(filters, timeZone)));
    }
  }
}

/** The list is cut to its first page and read again: as a whole every page that was scrolled through would be fetched. */
export function beginAnew(client: QueryClient, queryKey: readonly unknown[]): Promise<void> {
  client.setQueryData<LeadPages>(
    queryKey,
    (known) => known && { pages: known.pages.slice(0, 1), pageParams: known.pageParams.slice(0, 1) },
  );
  return client.invalidateQueries({ queryKey, exact: true });
}

/** Any lead may have become another: all that was read of leads is old, and of each list its first page is read again. */
export async function readListsAgain(client: QueryClient): Promise<void> {
  const lists = client.getQueryCache().findAll({ queryKey: LISTS });
  await Promise.all([
    ...lists.map(({ queryKey }) => beginAnew(client, queryKey)),
    client.invalidateQueries({ queryKey: ["leads"], predicate: ({ meta }) => !meta?.followsEvents }),
  ]);
}

/** The lists and the drawer show what a change will come to, before the server has answered. */
export function showLead(client: QueryClient, lead: Lead, known: Known = {}) {
  placeInLists(client, lead, known);
  client.setQueryData(
    leadQuery(lead.id).queryKey,
    (drawn) => drawn && { ...drawn, value: { ...drawn.value, ...lead } },
  );
}
