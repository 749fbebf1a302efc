import { useNow } from "@/ui/useNow";
import type { Conversation } from "./data";

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How long everything may still be written to the person; near the end by the second. */
export function useServiceWindow({ serviceWindowEndsAt, lastInboundAt }: Conversation) {
  const slow = useNow(MINUTE_MS / 2);
  const endsAt = serviceWindowEndsAt ? Date.parse(serviceWindowEndsAt) : null;
  const isClose = endsAt !== null && endsAt > slow && endsAt - slow < HOUR_MS;
  const quick = useNow(isClose ? SECOND_MS : MINUTE_MS);
  const now = Math.max(slow, quick);
  const leftMs = endsAt === null ? 0 : Math.max(0, endsAt - now);

  const hours = endsAt !== null && lastInboundAt ? Math.round((endsAt - Date.parse(lastInboundAt)) / HOUR_MS) : 0;

  return { hours, isOpen: leftMs > 0, leftMs, isClose, endsAt: serviceWindowEndsAt };
}
