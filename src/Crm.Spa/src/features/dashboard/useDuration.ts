import { useFormat } from "@/i18n/useFormat";

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** A length of time in its largest unit, such as "3 hours". */
export function useDuration() {
  const { locale } = useFormat();
  return (seconds: number) => {
    const [unit, length] = UNITS.find(([, size]) => seconds >= size) ?? UNITS[2];
    return new Intl.NumberFormat(locale, {
      style: "unit",
      unit,
      unitDisplay: "long",
      maximumFractionDigits: seconds < 10 * length ? 1 : 0,
    }).format(seconds / length);
  };
}
