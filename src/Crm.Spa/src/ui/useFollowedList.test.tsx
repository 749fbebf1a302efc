// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, useEffect } from "react";
import { createRoot } from "react-dom/client";
import { expect, it, vi } from "vitest";
import type { LiveEvent } from "@/api/events";
import { useFollowedList } from "./useFollowedList";

const listeners = new Set<(event: LiveEvent) => void>();

vi.mock("@/api/events", () => ({
  onLiveEvent: (listener: (event: LiveEvent) => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
}));

const tell = (kind: string) => listeners.forEach((listener) => listener({ id: "1", kind, data: {} }));

const asked: (string | undefined)[] = [];
let news = "";

const read = async (cursor: string | undefined) => {
  asked.push(cursor);
  const ids = cursor === undefined ? `${news}abc`.slice(0, 3) : "def";
  return { data: [...ids].map((id) => ({ id })), nextCursor: cursor === undefined ? "1" : "2" };
};

let list: ReturnType<typeof useFollowedList<{ id: string }>>;

function List() {
  const query = useFollowedList({ queryKey: ["posts", "list"], read, events: ["post.published"] });
  useEffect(() => {
    list = query;
  });
  return null;
}

const shown = () => list.data?.pages.flatMap(({ data }) => data.map(({ id }) => id)).join("");

it("reads one page after many events, and keeps the others", async () => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  const root = createRoot(document.createElement("div"));
  await act(async () =>
    root.render(
      <QueryClientProvider client={new QueryClient()}>
        <List />
      </QueryClientProvider>,
    ),
  );
  await act(() => vi.waitFor(() => expect(shown()).toBe("abc")));
  await act(async () => void (await list.fetchNextPage()));
  await act(() => vi.waitFor(() => expect(shown()).toBe("abcdef")));
  asked.length = 0;

  news = "n";
  tell("lead.created");
  tell("post.published");
  tell("post.published");
  await act(() => vi.waitFor(() => expect(shown()).toBe("nabcdef"), { timeout: 3_000 }));

  expect(asked).toEqual([undefined]);
  await act(async () => root.unmount());
});
