type Page<T> = { data: T[]; nextCursor: string | null };

const MOST_PAGES = 20;

/** Every page of a list that is short by its nature, such as venues or members, for a choice among all of them. */
export async function everyPage<T>(read: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { data, nextCursor } = await read(cursor);
    all.push(...data);
    if (!nextCursor) {
      break;
    }
    cursor = nextCursor;
  }
  return all;
}

/** What every list that grows downwards says to useInfiniteQuery. */
export const byCursor = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: Page<unknown>) => page.nextCursor ?? undefined,
};
