import { expect, it } from "vitest";
import { usageTable } from "./usage";
import type { TokenDay } from "./tokens";

const NOW = new Date("2026-11-27T10:00:00Z");

const day = (isoDay: string, byMethod: Record<string, number>, byStatus: Record<string, number>) =>
  ({ day: isoDay, byMethod, byStatus, requests: 0, byVenue: [], lastAt: "", lastAddress: null }) as TokenDay;

it("has a row for every day, also for those on which nobody called", () => {
  const table = usageTable([day("2026-11-26", { POST: 2, GET: 5 }, { "2xx": 7 })], "method", 3, NOW);
  expect(table.days).toEqual([
    { day: "2026-11-25", GET: 0, POST: 0 },
    { day: "2026-11-26", GET: 5, POST: 2 },
    { day: "2026-11-27", GET: 0, POST: 0 },
  ]);
});

it("adds up by status class, successes first", () => {
  const table = usageTable(
    [day("2026-11-26", {}, { "4xx": 3, "2xx": 7 }), day("2026-11-27", {}, { "5xx": 1, "2xx": 1 })],
    "status",
    2,
    NOW,
  );
  expect(table.parts).toEqual(["2xx", "4xx", "5xx"]);
  expect(table.totals).toEqual({ "2xx": 8, "4xx": 3, "5xx": 1 });
  expect(table.total).toBe(12);
});

it("puts a method that is new behind the others", () => {
  expect(usageTable([day("2026-11-27", { QUERY: 1, DELETE: 1, GET: 1 }, {})], "method", 1, NOW).parts).toEqual([
    "GET",
    "DELETE",
    "QUERY",
  ]);
});

it("is empty where nobody has called", () => {
  expect(usageTable([], "method", 2, NOW)).toMatchObject({ parts: [], total: 0 });
});
