import { getCountries } from "libphonenumber-js/min";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

const HOME_OF_LANGUAGE: Record<string, string> = { tr: "TR", ar: "SA", en: "TR" };

/** The countries of the world in the person's language and order, and the one that the browser's region makes likely. */
export function useCountries() {
  const { i18n } = useTranslation();

  return useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: "region" });
    const codes: string[] = getCountries();
    const options = codes
      .map((code) => ({ value: code, label: names.of(code) ?? code }))
      .sort((one, other) => one.label.localeCompare(other.label, i18n.language));
    const region = navigator.languages
      .map((tag) => new Intl.Locale(tag).region)
      .find((code) => code && codes.includes(code));
    return { options, likely: region ?? HOME_OF_LANGUAGE[i18n.language] ?? "TR" };
  }, [i18n.language]);
}
