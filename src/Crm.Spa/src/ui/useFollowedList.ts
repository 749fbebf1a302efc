import { useInfiniteQuery, useQueryClient, type Query, type QueryClient, type QueryKey } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { onLiveEvent } from "@/api/events";
import { byCursor } from "@/api/pages";
import { withFirstPage, type Page, type Pages } from "./pages";

type Options<T> = {
  queryKey: QueryKey;
  read: (cursor: string | undefined) => Promise<Page<T>>;
  /** Kinds of events after which the list may look otherwise. */
  events: readonly string[];
};

type Item = { id: string };
type FirstPage = () => Promise<Page<Item>>;

/** However many events come, the first page is read again no more often than this. */
const READ_AGAIN_MS = 700;
const OLD_MS = 2_000;

/**
 * A list that grows downwards, the newest on top, and follows the company's events: each has its first page read again, however many
 * pages were scrolled through.
 */
export function useFollowedList<T extends Item>({ queryKey, read, events }: Options<T>) {
  const client = useQueryClient();
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam),
    ...byCursor,
    staleTime: Infinity,
    meta: { followsEvents: true, firstPage: () => read(undefined) },
  });
  const followed = useRef({ queryKey, events });
  const key = JSON.stringify(queryKey);

  useEffect(() => {
    followed.current = { queryKey, events };
  });

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const readAgain = () => {
      timer = undefined;
      lists(client, followed.current.queryKey).forEach((list) => void readFirstPage(client, list));
    };
    // Nobody followed the events while another screen was open.
    if (lists(client, followed.current.queryKey).some(({ state }) => Date.now() - state.dataUpdatedAt > OLD_MS)) {
      readAgain();
    }
    const forget = onLiveEvent(({ kind }) => {
      if (kind === "resync" || followed.current.events.includes(kind)) {
        timer ??= setTimeout(readAgain, READ_AGAIN_MS);
      }
    });
    return () => {
      forget();
      clearTimeout(timer);
    };
  }, [client, key]);

  return query;
}

/** After a change of one's own: everything of a noun is read again, of lists that are shown the first page, and others when they are. */
export async function readAgain(client: QueryClient, noun: string) {
  const shown = lists(client, [noun]);
  client.removeQueries({ queryKey: [noun], type: "inactive", predicate: ({ meta }) => isFollowed(meta) });
  await Promise.all([
    client.invalidateQueries({ queryKey: [noun], predicate: ({ meta }) => !isFollowed(meta) }),
    ...shown.map((list) => readFirstPage(client, list)),
  ]);
}

const isFollowed = (meta: Query["meta"]) => meta?.firstPage !== undefined;

const lists = (client: QueryClient, queryKey: QueryKey) =>
  client
    .getQueryCache()
    .findAll({ queryKey, type: "active", predicate: ({ meta }) => isFollowed(meta) })
    .filter(({ state }) => state.data !== undefined);

async function readFirstPage(client: QueryClient, list: Query) {
  const { queryKey } = list;
  try {
    // A page that is on its way would put the list back to what it was.
    await list.promise?.catch(() => undefined);
    const first = await (list.meta!.firstPage as FirstPage)();
    client.setQueryData<Pages<Item>>(queryKey, (known) => known && withFirstPage(known, first));
  } catch {
    // As for every other list: tried again, and told when it stays so.
    await client.invalidateQueries({ queryKey, exact: true });
  }
}
