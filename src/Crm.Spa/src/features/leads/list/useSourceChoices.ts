import { useQueryClient } from "@tanstack/react-query";
import { leadsOf, type LeadPages } from "../pages";
import { LISTS } from "../queries";
import { SOURCES, useNames } from "../useNames";

/** The sources that leads come from by themselves, and those that people named among the leads that were read. */
export function useSourceChoices(chosen: string | undefined) {
  const names = useNames();
  const client = useQueryClient();
  const read = client
    .getQueriesData<LeadPages>({ queryKey: LISTS })
    .flatMap(([, pages]) => leadsOf(pages).map((lead) => lead.source));
  const sources = new Set([...SOURCES, ...read, ...(chosen ? [chosen] : [])]);
  return [...sources].map((source) => ({ value: source, label: names.source(source) }));
}
