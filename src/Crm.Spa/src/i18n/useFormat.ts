import { useTranslation } from "react-i18next";
import { useQuery } from "@tanstack/react-query";
import { meQuery } from "@/api/me";

type Moment = string | Date;

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["week", 7 * 86_400],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** Figures and moments as they are written in the person's language and the company's country and time zone. */
export function useFormat() {
  const { i18n } = useTranslation();
  const { data: me } = useQuery({ ...meQuery, enabled: false });
  const country = me?.tenant?.country;
  const timeZone = me?.tenant?.timeZone;

  return formatsFor(i18n.language, country, timeZone);
}

// The browser takes milliseconds to make one, and every row of a table asks for them: all share them.
const made = new Map<string, Formats>();

function formatsFor(language: string, country: string | undefined, timeZone: string | undefined): Formats {
  const key = `${language} ${country} ${timeZone}`;
  const known = made.get(key) ?? formats(localeOf(language, country), timeZone);
  made.set(key, known);
  return known;
}

/** The country decides with which digits Arabic is written. */
export function localeOf(language: string, country: string | undefined) {
  try {
    return country ? new Intl.Locale(language, { region: country }).toString() : language;
  } catch {
    return language;
  }
}

// Arabic's own medium date is a row of figures, which among words that are read the other way is hard to tell apart.
const NAMED_MONTH = { day: "numeric", month: "short", year: "numeric" } as const;

export const dateOf = (locale: string): Intl.DateTimeFormatOptions =>
  locale.startsWith("ar") ? NAMED_MONTH : { dateStyle: "medium" };

const dateTimeOf = (locale: string): Intl.DateTimeFormatOptions =>
  locale.startsWith("ar")
    ? { ...NAMED_MONTH, hour: "numeric", minute: "2-digit" }
    : { dateStyle: "medium", timeStyle: "short" };

export function formats(locale: string, timeZone: string | undefined) {
  const number = once(() => new Intl.NumberFormat(locale));
  const compact = once(() => new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 }));
  const percent = once(() => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }));
  const change = once(() => new Intl.NumberFormat(locale, { signDisplay: "exceptZero" }));
  const date = once(() => new Intl.DateTimeFormat(locale, { timeZone, ...dateOf(locale) }));
  const dateTime = once(() => new Intl.DateTimeFormat(locale, { timeZone, ...dateTimeOf(locale) }));
  const time = once(() => new Intl.DateTimeFormat(locale, { timeZone, timeStyle: "short" }));
  const day = once(() => new Intl.DateTimeFormat(locale, { timeZone: "UTC", day: "numeric", month: "short" }));
  const weekday = once(
    () => new Intl.DateTimeFormat(locale, { timeZone, weekday: "short", day: "numeric", month: "short" }),
  );
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: "auto" }));
  const list = once(() => new Intl.ListFormat(locale, { type: "conjunction" }));

  return {
    locale,
    timeZone,
    number: (value: number) => number().format(value),
    compact: (value: number) => compact().format(value),
    /** By how much more or less, with its sign. */
    change: (value: number) => change().format(value),
    /** Of a share of one. */
    percent: (value: number) => percent().format(value),
    date: (moment: Moment) => date().format(new Date(moment)),
    dateTime: (moment: Moment) => dateTime().format(new Date(moment)),
    time: (moment: Moment) => time().format(new Date(moment)),
    weekday: (moment: Moment) => weekday().format(new Date(moment)),
    /** A calendar day of the server's (2026-11-27), which is nobody's midnight. */
    day: (isoDay: string) => day().format(new Date(`${isoDay}T00:00:00Z`)),
    relative(moment: Moment, now = Date.now()) {
      const seconds = Math.round((new Date(moment).getTime() - now) / 1000);
      const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
      return relative().format(unit === "second" && Math.abs(seconds) < 45 ? 0 : Math.trunc(seconds / size), unit);
    },
    /** @param amount as the server writes it, a decimal in text. */
    money: (amount: string, currency: string) =>
      new Intl.NumberFormat(locale, { style: "currency", currency }).format(amount as Intl.StringNumericLiteral),
    list: (items: string[]) => list().format(items),
    /** A name of a region, a language or a currency. */
    nameOf: (type: "region" | "language" | "currency", code: string) =>
      new Intl.DisplayNames(locale, { type, fallback: "code" }).of(code) ?? code,
  };
}

export type Formats = ReturnType<typeof formats>;

/** Made when it is first asked for. */
function once<T>(make: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= make());
}
