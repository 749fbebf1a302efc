import type { InfiniteData } from "@tanstack/react-query";

export type Page<T> = { data: T[]; nextCursor: string | null };
export type Pages<T> = InfiniteData<Page<T>, string | undefined>;

/**
 * A list of which some pages were read, the newest first, with its first page as it is now. What stands further down stays as it was
 * read; where it is unknown what lies between, the list begins anew.
 */
export function withFirstPage<T extends { id: string }>(known: Pages<T>, first: Page<T>): Pages<T> {
  const all = known.pages.flatMap(({ data }) => data);
  const last = first.data.at(-1);
  const end = all.findIndex(({ id }) => id === last?.id);
  // The last of the page stands where it stood, or a few places on: before it nothing is missing.
  const isConnected = end >= 0 && end < 2 * first.data.length;
  if (first.nextCursor === null || !isConnected) {
    return { pages: [first], pageParams: [undefined] };
  }
  const ids = new Set(first.data.map(({ id }) => id));
  const rest = all.slice(end + 1).filter(({ id }) => !ids.has(id));
  return rest.length === 0
    ? { pages: [first], pageParams: [undefined] }
    : {
        pages: [first, { data: rest, nextCursor: known.pages.at(-1)!.nextCursor }],
        pageParams: [undefined, first.nextCursor],
      };
}
