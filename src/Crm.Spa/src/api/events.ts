import i18next from "i18next";
import { session } from "./session";

/** What has just happened in the company, as the server's event stream tells it; without a kind it only says how far one has read. */
export type LiveEvent = { id: string; kind: string; data: Record<string, unknown> };

type Listener = (event: LiveEvent) => void;

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

const channel = new BroadcastChannel("crm-events");
const listeners = new Set<Listener>();

/** How far the stream was read, by whichever tab: the next to read it goes on from there. */
let position: string | null = null;

channel.onmessage = ({ data }: MessageEvent<LiveEvent>) => hear(data);

session.onSwitch(() => (position = null));

export function onLiveEvent(listener: Listener) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/**
 * Reads the event stream until told to stop. Of all open tabs one reads and tells the others: a browser gives one server few
 * connections, and a stream holds one for good.
 */
export function readEvents(signal: AbortSignal) {
  navigator.locks
    .request("crm-events", { signal }, () => readUntilEnd(signal))
    .catch((error: unknown) => {
      if (!signal.aborted) {
        throw error;
      }
    });
}

async function readUntilEnd(signal: AbortSignal) {
  let pause = FIRST_PAUSE_MS;
  while (!signal.aborted && session.state() !== "signed-out") {
    try {
      for await (const event of readOnce(signal)) {
        pause = FIRST_PAUSE_MS;
        hear(event);
        channel.postMessage(event);
      }
    } catch {
      // A connection that broke is opened again below.
    }
    await wait(pause, signal);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

async function* readOnce(signal: AbortSignal): AsyncGenerator<LiveEvent> {
  const token = await session.token();
  if (!token) {
    return;
  }
  const response = await fetch("/api/v1/events", {
    signal,
    headers: {
      Authorization: `Bearer ${token}`,
      Accept: "text/event-stream",
      "Accept-Language": i18next.language,
      ...(position ? { "Last-Event-ID": position } : {}),
    },
  });
  if (response.status === 401) {
    await session.renewInstead(token);
    return;
  }
  if (!response.ok || !response.body) {
    throw new Error(`The event stream answered ${response.status}.`);
  }

  let rest = "";
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      const blocks = (rest + chunk.value).split("\n\n");
      rest = blocks.pop() ?? "";
      yield* blocks.flatMap((block) => parseEvent(block) ?? []);
    }
  } finally {
    reader.releaseLock();
  }
}

/** One block of a text/event-stream; a comment alone is nothing. */
export function parseEvent(block: string): LiveEvent | null {
  const fields = { id: "", event: "message", data: "" };
  for (const line of block.split("\n")) {
    const [, name, value] = /^(id|event|data): ?(.*)$/.exec(line.replace(/\r$/, "")) ?? [];
    if (name === "data") {
      fields.data += (fields.data ? "\n" : "") + value;
    } else if (name === "id" || name === "event") {
      fields[name] = value ?? "";
    }
  }
  if (!fields.data && fields.event === "message") {
    return fields.id ? { id: fields.id, kind: "", data: {} } : null;
  }
  return {
    id: fields.id,
    kind: fields.event,
    data: fields.data ? (JSON.parse(fields.data) as Record<string, unknown>) : {},
  };
}

function hear(event: LiveEvent) {
  position = event.id || position;
  if (event.kind) {
    listeners.forEach((listener) => listener(event));
  }
}

function wait(milliseconds: number, signal: AbortSignal) {
  return new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
