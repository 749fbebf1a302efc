import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { onLiveEvent, readEvents } from "@/api/events";

/** Which lists and pages, by the first part of their query keys, an event makes old; `resync`: some events were lost. */
const MAKES_OLD: Record<string, readonly string[] | "all"> = {
  "lead.created": ["leads", "reports", "attention"],
  "lead.updated": ["leads", "reports"],
  "account.status_changed": ["accounts", "attention"],
  "post.published": ["posts"],
  "post.failed": ["posts", "attention"],
  "post.unknown": ["posts", "attention"],
  "message.received": ["conversations", "messages"],
  "message.updated": ["conversations", "messages"],
  "job.progress": ["jobs"],
  resync: "all",
};

/** However many events come, what is shown is read again no more often than this; sums and overviews take the server longer. */
const READ_AGAIN_MS = 700;
const SLOW_READ_AGAIN_MS = 10_000;
const SLOW = new Set(["reports", "attention"]);

/** Keeps what is on the screen up to date for as long as the shell stands; outside every company nothing happens. */
export function useLiveUpdates(isInCompany: boolean) {
  const client = useQueryClient();

  useEffect(() => {
    if (!isInCompany) {
      return;
    }
    const stop = new AbortController();
    const quick = new OldKeys(client, READ_AGAIN_MS);
    const slow = new OldKeys(client, SLOW_READ_AGAIN_MS);
    const forget = onLiveEvent(({ kind }) => {
      const keys = MAKES_OLD[kind];
      if (keys === "all") {
        quick.addAll();
      } else {
        keys?.forEach((key) => (SLOW.has(key) ? slow : quick).add(key));
      }
    });
    readEvents(stop.signal);
    return () => {
      stop.abort();
      forget();
      quick.stop();
      slow.stop();
    };
  }, [client, isInCompany]);
}

class OldKeys {
  private readonly client: QueryClient;
  private readonly pause: number;
  private readonly keys = new Set<string>();
  private isAll = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readAt = 0;

  constructor(client: QueryClient, pause: number) {
    this.client = client;
    this.pause = pause;
  }

  add(key: string) {
    this.keys.add(key);
    this.plan();
  }

  addAll() {
    this.isAll = true;
    this.plan();
  }

  stop() {
    clearTimeout(this.timer);
  }

  private plan() {
    // The first is shown at once; a rush of them together.
    this.timer ??= setTimeout(() => this.readAgain(), Math.max(0, this.readAt + this.pause - Date.now()));
  }

  private readAgain() {
    const { isAll } = this;
    const keys = new Set(this.keys);
    void this.client.invalidateQueries({
      // Long lists that are read in part take in what is new by themselves.
      predicate: ({ queryKey, meta }) => !meta?.followsEvents && (isAll || keys.has(String(queryKey[0]))),
      // A tab that nobody sees reads when it is looked at again.
      refetchType: document.hidden ? "none" : "active",
    });
    this.timer = undefined;
    this.readAt = Date.now();
    this.isAll = false;
    this.keys.clear();
  }
}
