/** Times as a clock on a wall shows them, `2026-12-01T09:00`, and the moments they are in a time zone. */

const DAY_MS = 86_400_000;

/** A wall clock's time as if it were one of UTC, for reckoning. */
const asUtc = (wall: string) => Date.parse(`${wall.length === 16 ? `${wall}:00` : wall}Z`);

/** What a clock on a wall there shows at the moment. */
export function wallAt(moment: Date | number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(moment);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((found) => found.type === type)!.value;

  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`;
}

/** The calendar day of the moment there. */
export const dayAt = (moment: Date | number | string, timeZone: string) =>
  wallAt(typeof moment === "string" ? Date.parse(moment) : moment, timeZone).slice(0, 10);

const offsetAt = (moment: number, timeZone: string) =>
  asUtc(wallAt(moment, timeZone)) - Math.floor(moment / 60_000) * 60_000;

export type WallMoment = {
  at: Date;
  /** What the clock will show then: another time, where a clock change skips the one that was asked for. */
  shows: string;
  /** The clock shows the time twice that night; it is the first. */
  isRepeated: boolean;
};

/** The moment that the server will take a wall clock's time for, by the same rule. */
export function momentOf(wall: string, timeZone: string): WallMoment {
  const utc = asUtc(wall);
  const before = offsetAt(utc - DAY_MS, timeZone);
  const after = offsetAt(utc + DAY_MS, timeZone);
  const isInForce = (offset: number) => offsetAt(utc - offset, timeZone) === offset;
  // The offset that was in force before gives the first of two, and carries a skipped time forward.
  const at = new Date(utc - (isInForce(before) || !isInForce(after) ? before : after));

  return {
    at,
    shows: wallAt(at, timeZone),
    isRepeated: before !== after && isInForce(before) && isInForce(after),
  };
}
