// @vitest-environment jsdom
import { InfiniteQueryObserver, QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ProblemError } from "@/api/problem";
import { News } from "./news";
import { leadsOf, totalOf, type Lead, type LeadPages } from "./pages";
import { leadsQuery } from "./queries";

const get = vi.hoisted(() => vi.fn());

vi.mock("@/api/client", () => ({
  api: { GET: get },
  body: async (call: Promise<{ data: unknown }>) => (await call).data,
  versioned: async (call: Promise<{ data: unknown }>) => ({ value: (await call).data, etag: null }),
}));

const LIST = "/api/v1/leads";
const ONE = "/api/v1/leads/{leadId}";
const HOUR_MS = 3_600_000;

const lead = (number: number, status = "new"): Lead => ({
  id: `lead-${number}`,
  fullName: null,
  email: null,
  phone: null,
  phoneRaw: null,
  status,
  source: "api",
  ownerId: null,
  venueId: null,
  tags: [],
  customFields: null,
  firstTouch: null,
  lastTouch: null,
  createdAt: new Date(number * 1000).toISOString(),
  updatedAt: new Date(number * 1000).toISOString(),
});

const query = leadsQuery({}, "UTC");
let client: QueryClient;
let news: News;
let leads: Lead[];
let total: number;
let isHidden = false;
let failure: Error | null = null;

const asked = (path: string) => get.mock.calls.filter(([called]) => called === path).length;
const pages = () => client.getQueryData<LeadPages>(query.queryKey)!;
const statusOf = (number: number) => leadsOf(pages()).find(({ id }) => id === `lead-${number}`)?.status;
const happens = (kind: string, numbers: number[]) =>
  numbers.forEach((number) => news.add({ id: "", kind, data: { leadId: `lead-${number}` } }));

function becomes(number: number, status: string) {
  leads = leads.map((one) => (one.id === `lead-${number}` ? { ...one, status } : one));
}

async function seen(hidden: boolean) {
  isHidden = hidden;
  news.plan();
  await vi.advanceTimersByTimeAsync(10);
}

beforeEach(async () => {
  vi.useFakeTimers();
  isHidden = false;
  failure = null;
  vi.spyOn(document, "hidden", "get").mockImplementation(() => isHidden);
  leads = Array.from({ length: 20 }, (_, index) => lead(20 - index));
  total = 50;
  get.mockReset().mockImplementation((path: string, { params }: { params: { path?: { leadId: string } } }) => {
    const answer = path === LIST ? { data: leads, nextCursor: "more", total } : one(params.path!.leadId);
    return failure ? Promise.reject(failure) : Promise.resolve({ data: answer });
  });
  const one = (id: string) => leads.find((known) => known.id === id) ?? { ...lead(0), id };
  client = new QueryClient();
  new InfiniteQueryObserver(client, query).subscribe(() => undefined);
  await vi.advanceTimersByTimeAsync(1);
  get.mockClear();
  news = new News(client, () => undefined);
});

afterEach(() => {
  news.stop();
  client.clear();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it("reads a few changed leads one by one", async () => {
  becomes(3, "won");
  happens("lead.updated", [1, 2, 3, 4, 5]);
  await vi.advanceTimersByTimeAsync(10);
  expect([asked(ONE), asked(LIST)]).toEqual([5, 0]);
  expect(statusOf(3)).toBe("won");
});

it("reads one page when more have changed", async () => {
  becomes(3, "won");
  happens("lead.updated", [1, 2, 3, 4, 5, 6]);
  await vi.advanceTimersByTimeAsync(10);
  expect([asked(ONE), asked(LIST)]).toEqual([0, 1]);
  expect(statusOf(3)).toBe("won");
});

it("asks less than half of what a person may ask, however many events come", async () => {
  for (let tick = 0; tick < 600; tick++) {
    happens("lead.updated", [1 + (tick % 5), 6, 7]);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(asked(ONE) + asked(LIST)).toBeLessThan(310);
});

it("waits as long as the server says, and forgets nothing", async () => {
  failure = new ProblemError({ status: 429, code: "too_many_requests", title: "", detail: "" }, 20);
  becomes(3, "won");
  happens("lead.updated", [3]);
  await vi.advanceTimersByTimeAsync(10);
  failure = null;
  happens("lead.updated", [4]);
  await vi.advanceTimersByTimeAsync(19_000);
  expect(asked(ONE)).toBe(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked(ONE)).toBe(3);
  expect(statusOf(3)).toBe("won");
});

it("asks a server in trouble less and less often", async () => {
  failure = new Error("unreachable");
  client.setDefaultOptions({ queries: { retry: false } });
  happens("lead.updated", [3]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked(ONE)).toBeLessThan(9);
});

it("does nothing while nobody looks, and catches up when somebody does", async () => {
  await seen(true);
  becomes(3, "won");
  happens("lead.updated", [1, 2, 3, 4, 5, 6, 7]);
  news.add({ id: "", kind: "account.status_changed", data: {} });
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  expect(get).not.toHaveBeenCalled();
  await seen(false);
  expect([asked(ONE), asked(LIST)]).toEqual([0, 1]);
  expect(statusOf(3)).toBe("won");
});

it("begins anew when events were lost, once somebody looks", async () => {
  await seen(true);
  news.add({ id: "", kind: "resync", data: {} });
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  expect(get).not.toHaveBeenCalled();
  await seen(false);
  expect(asked(LIST)).toBe(1);
});

it("reads what changed in a rush further down when the rush is over", async () => {
  const all = leads;
  client.setQueryData<LeadPages>(query.queryKey, {
    pages: [
      { data: all.slice(0, 10), nextCursor: "after", total },
      { data: all.slice(10), nextCursor: "more" },
    ],
    pageParams: [undefined, "after"],
  });
  becomes(3, "won");
  const known = leads;
  leads = leads.slice(0, 10);
  happens("lead.updated", [3, 15, 16, 17, 18, 19]);
  await vi.advanceTimersByTimeAsync(10);
  expect(asked(ONE)).toBe(0);
  leads = known;
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked(ONE)).toBe(1);
  expect(statusOf(3)).toBe("won");
  expect(totalOf(pages())).toBe(total);
});

it("counts a lead that came once, however often it changes", async () => {
  const fresh = lead(21);
  leads = [fresh, ...leads];
  happens("lead.created", [21]);
  await vi.advanceTimersByTimeAsync(1_000);
  happens("lead.updated", [21]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(totalOf(pages())).toBe(51);
});
