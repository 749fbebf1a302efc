import { Select, type SelectProps } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

type Props = Omit<SelectProps, "data" | "searchable">;

/** A time zone by its IANA name, with how far it is from UTC today. */
export function TimeZoneField(props: Props) {
  const { i18n } = useTranslation();
  const { value } = props;
  const data = useMemo(() => zones(i18n.language, value), [i18n.language, value]);
  return <Select searchable data={data} limit={80} maxDropdownHeight={260} {...props} />;
}

function zones(language: string, current: string | null | undefined) {
  const names = Intl.supportedValuesOf("timeZone");
  // A zone may have a newer name than the one that was chosen.
  const all = current && !names.includes(current) ? [current, ...names] : names;
  return all.map((name) => ({ value: name, label: `${name.replaceAll("_", " ")} (${offsetOf(name, language)})` }));
}

function offsetOf(timeZone: string, language: string) {
  // Latin digits: the name beside it is Latin too, and stands from left to right.
  const parts = new Intl.DateTimeFormat(`${language}-u-nu-latn`, { timeZone, timeZoneName: "shortOffset" });
  return parts.formatToParts().find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
}
