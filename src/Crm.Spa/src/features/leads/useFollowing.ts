import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { onLiveEvent } from "@/api/events";
import { beginAnew } from "./lists";
import { News } from "./news";
import { LISTS } from "./queries";

const OLD_MS = 2_000;

/**
 * Keeps the lists of leads on the screen as the company's events tell: what is new comes on top, what changed changes in its place,
 * and nothing that was scrolled through is read again.
 * @param onArrival told which leads have just come
 */
export function useFollowing(onArrival: (leadIds: string[]) => void) {
  const client = useQueryClient();
  const tell = useRef(onArrival);
  useEffect(() => {
    tell.current = onArrival;
  });

  useEffect(() => {
    readOldAgain(client);
    const news = new News(client, (leadIds) => tell.current(leadIds));
    const forget = onLiveEvent((event) => news.add(event));
    const wake = () => news.plan();
    document.addEventListener("visibilitychange", wake);
    return () => {
      forget();
      document.removeEventListener("visibilitychange", wake);
      news.stop();
    };
  }, [client]);
}

/** Nobody followed the events while another screen was open: of what was read before, the first page is read again. */
function readOldAgain(client: QueryClient) {
  client
    .getQueryCache()
    .findAll({ queryKey: LISTS, fetchStatus: "idle" })
    .filter(({ state }) => state.dataUpdatedAt > 0 && Date.now() - state.dataUpdatedAt > OLD_MS)
    .forEach(({ queryKey }) => void beginAnew(client, queryKey));
}
