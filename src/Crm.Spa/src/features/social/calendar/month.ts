/** Calendar days as `2026-12-01`: a month on a wall has no time zone. */

const DAY_MS = 86_400_000;
const DAYS_OF_WEEK = 7;
const MONDAY = 1;

const utc = (day: string) => Date.parse(`${day}T00:00:00Z`);

const dayOf = (moment: number) => new Date(moment).toISOString().slice(0, 10);

export const addDays = (day: string, days: number) => dayOf(utc(day) + days * DAY_MS);

/** The same day of another month, or its last where that has fewer. */
export function addMonths(day: string, months: number) {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dayOf(Date.UTC(year, month - 1 + months, Math.min(date, last)));
}

export const monthOf = (day: string) => day.slice(0, 7);

/** 1 is Monday, 7 Sunday: where the locale's week begins. */
export function firstDayOfWeek(locale: string): number {
  const known = new Intl.Locale(locale) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  return (known.getWeekInfo?.() ?? known.weekInfo)?.firstDay ?? MONDAY;
}

/** The weeks that show the whole month of the day, with the days of its neighbours that they begin and end with. */
export function weeksOf(day: string, firstDay: number): string[][] {
  const first = `${monthOf(day)}-01`;
  const weekday = new Date(utc(first)).getUTCDay() || DAYS_OF_WEEK;
  const begin = addDays(first, -((weekday - firstDay + DAYS_OF_WEEK) % DAYS_OF_WEEK));
  const weeks: string[][] = [];
  for (let monday = begin; monthOf(monday) <= monthOf(day); monday = addDays(monday, DAYS_OF_WEEK)) {
    weeks.push(Array.from({ length: DAYS_OF_WEEK }, (_, index) => addDays(monday, index)));
  }
  return weeks;
}
