import "@mantine/dates/styles.layer.css";
import { DatePickerInput, DatesProvider } from "@mantine/dates";
import { IconCalendar } from "@tabler/icons-react";
import dayjs from "dayjs";
import "dayjs/locale/ar";
import "dayjs/locale/tr";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat, type Formats } from "@/i18n/useFormat";
import { dayOf } from "@/i18n/zone";

type Days = { from?: string; to?: string };
type Props = Days & { label: string; change: (days: Days) => void; isClearable?: boolean; emptyText?: string };

const MONDAY = 1;
const SATURDAY = 6;

/** From a day to a day, both included. */
export function Period({ label, from, to, change, isClearable = true, emptyText }: Props) {
  const { t, i18n } = useTranslation("leads");
  const format = useFormat();
  // The first of two days was chosen, the second not yet.
  const [begun, setBegun] = useState<string | null>(null);
  const value: [string | null, string | null] = begun ? [begun, null] : [from ?? null, to ?? null];
  const today = dayOf(new Date(), format.timeZone ?? "UTC");
  const ago = (days: number) => dayjs.utc(today).subtract(days, "day").format("YYYY-MM-DD");

  return (
    <DatesProvider
      settings={{ locale: i18n.language, firstDayOfWeek: i18n.language === "ar" ? SATURDAY : MONDAY, weekendDays: [] }}
    >
      <DatePickerInput
        type="range"
        label={label}
        placeholder={emptyText ?? t("common:all")}
        leftSection={<IconCalendar size={16} aria-hidden />}
        clearable={isClearable}
        clearButtonProps={{ "aria-label": t("filter.clear") }}
        allowSingleDateInRange
        value={value}
        valueFormatter={({ date }) => spanOf(date, format)}
        styles={{ input: { whiteSpace: "nowrap", textOverflow: "ellipsis" } }}
        presets={[
          { value: [ago(0), ago(0)], label: t("period.today") },
          { value: [ago(6), ago(0)], label: t("period.week") },
          { value: [ago(29), ago(0)], label: t("period.month") },
        ]}
        onChange={([first, last]) => {
          setBegun(first && !last ? first : null);
          if (!first || last) {
            change({ from: first ?? undefined, to: last ?? undefined });
          }
        }}
      />
    </DatesProvider>
  );
}

/** As short as the language writes it: 21–27 Nov. */
function spanOf(date: unknown, { locale }: Formats) {
  const days = (Array.isArray(date) ? date : [date]).filter((day) => typeof day === "string");
  const [first, last] = days.map((day) => new Date(`${day.slice(0, 10)}T00:00:00Z`));
  const format = new Intl.DateTimeFormat(locale, { timeZone: "UTC", day: "numeric", month: "short" });
  return first && last ? format.formatRange(first, last) : first ? format.format(first) : "";
}
