import { lastDays } from "@/i18n/zone";
import type { TokenDay } from "./tokens";

export type UsageBy = "method" | "status";

export type UsageTable = {
  /** The methods or status classes that occurred, in their usual order. */
  parts: string[];
  /** A row a day, from the oldest on, days without requests among them. */
  days: ({ day: string } & Record<string, number | string>)[];
  totals: Record<string, number>;
  total: number;
};

const ORDER = ["GET", "POST", "PUT", "PATCH", "DELETE", "2xx", "3xx", "4xx", "5xx"];

export function usageTable(days: readonly TokenDay[], by: UsageBy, count: number, now = new Date()): UsageTable {
  const counts = new Map(days.map((day) => [day.day, by === "method" ? day.byMethod : day.byStatus]));
  const parts = [...new Set([...counts.values()].flatMap((each) => Object.keys(each)))].sort(
    (one, other) => place(one) - place(other) || one.localeCompare(other, "en"),
  );
  const totals = Object.fromEntries(
    parts.map((part) => [part, [...counts.values()].reduce((sum, each) => sum + (each[part] ?? 0), 0)]),
  );

  return {
    parts,
    days: lastDays(count, now).map((day) => ({
      day,
      ...Object.fromEntries(parts.map((part) => [part, counts.get(day)?.[part] ?? 0])),
    })),
    totals,
    total: Object.values(totals).reduce((sum, each) => sum + each, 0),
  };
}

const place = (part: string) => (ORDER.indexOf(part) + ORDER.length + 1) % (ORDER.length + 1);
