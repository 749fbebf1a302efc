const DAY_MS = 86_400_000;

/** The calendar day (2026-11-27) that a moment falls on in a time zone. */
export function dayIn(timeZone: string | undefined, moment: Date): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(moment);
}

/** As many days as wanted, the last of them the given one. */
export function daysUntil(lastDay: string, count: number): string[] {
  const last = Date.parse(`${lastDay}T00:00:00Z`);
  return Array.from({ length: count }, (_, at) =>
    new Date(last - (count - 1 - at) * DAY_MS).toISOString().slice(0, "2026-11-27".length),
  );
}
