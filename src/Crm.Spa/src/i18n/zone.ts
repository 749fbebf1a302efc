import dayjs from "dayjs";
import timezone from "dayjs/plugin/timezone";
import utc from "dayjs/plugin/utc";

dayjs.extend(utc);
dayjs.extend(timezone);

/** The moment at which a calendar day (2026-11-27) begins in a time zone. */
export const startOfDay = (isoDay: string, timeZone: string) => dayjs.tz(`${isoDay}T00:00:00`, timeZone).toISOString();

/** The moment at which the day after it begins: until then, and not at it, it is that day. */
export const endOfDay = (isoDay: string, timeZone: string) =>
  startOfDay(dayjs.utc(isoDay).add(1, "day").format("YYYY-MM-DD"), timeZone);

/** The calendar day that it is in a time zone at a moment. */
export const dayOf = (moment: string | Date, timeZone: string) => dayjs(moment).tz(timeZone).format("YYYY-MM-DD");

/** The last so many days, today among them, as calendar days of UTC, from the oldest on. */
export function lastDays(count: number, now = new Date()): string[] {
  const today = dayjs.utc(now);
  return Array.from({ length: count }, (_, index) => today.subtract(count - 1 - index, "day").format("YYYY-MM-DD"));
}
