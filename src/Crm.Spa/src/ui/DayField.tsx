import "@mantine/dates/styles.layer.css";
import { DatePickerInput, DatesProvider, type DatePickerInputProps } from "@mantine/dates";
import { IconCalendar } from "@tabler/icons-react";
import "dayjs/locale/ar";
import "dayjs/locale/tr";
import { useTranslation } from "react-i18next";
import { dateOf, useFormat } from "@/i18n/useFormat";

type Props = Omit<DatePickerInputProps, "value" | "onChange" | "defaultValue" | "valueFormatter"> & {
  /** A calendar day (2026-11-27), or empty. */
  value?: string;
  onChange?: (day: string) => void;
};

const MONDAY = 1;
const SATURDAY = 6;

/** A calendar day, written and chosen in the person's language whatever the browser's is. */
export function DayField({ value, onChange, clearable = true, ...props }: Props) {
  const { t, i18n } = useTranslation();
  const { locale } = useFormat();
  const written = new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...dateOf(locale) });

  return (
    <DatesProvider settings={{ locale: i18n.language, firstDayOfWeek: i18n.language === "ar" ? SATURDAY : MONDAY }}>
      <DatePickerInput
        leftSection={<IconCalendar size={16} aria-hidden />}
        placeholder={t("none")}
        clearable={clearable}
        clearButtonProps={{ "aria-label": t("delete") }}
        {...props}
        value={value || null}
        valueFormatter={() => (value ? written.format(new Date(`${value}T00:00:00Z`)) : "")}
        onChange={(day) => onChange?.(day ?? "")}
      />
    </DatesProvider>
  );
}
