import { QueryClient } from "@tanstack/react-query";
import { expect, it, vi } from "vitest";
import { readListsAgain } from "./lists";
import { leadsOf, type LeadPages } from "./pages";
import { LISTS } from "./queries";

vi.mock("@/api/client", () => ({ api: {}, body: vi.fn(), versioned: vi.fn() }));

it("keeps of each list the first page alone and makes all that was read of leads old", async () => {
  const client = new QueryClient();
  const list = [...LISTS, { filters: {}, limit: 100 }];
  const scrolled = {
    pages: [
      { data: [{ id: "b" }], nextCursor: "after-b", total: 2 },
      { data: [{ id: "a" }], nextCursor: null },
    ],
    pageParams: [undefined, "after-b"],
  };
  client.getQueryCache().build(client, { queryKey: list, meta: { followsEvents: true } });
  client.setQueryData(list, scrolled);
  client.setQueryData(["leads", "one", "a"], { value: { id: "a" }, etag: null });
  client.setQueryData(["reports", "leads"], {});

  await readListsAgain(client);

  const pages = client.getQueryData<LeadPages>(list);
  expect(leadsOf(pages).map(({ id }) => id)).toEqual(["b"]);
  expect(pages?.pageParams).toEqual([undefined]);
  expect(client.getQueryState(list)?.isInvalidated).toBe(true);
  expect(client.getQueryState(["leads", "one", "a"])?.isInvalidated).toBe(true);
  expect(client.getQueryState(["reports", "leads"])?.isInvalidated).toBe(false);
});
