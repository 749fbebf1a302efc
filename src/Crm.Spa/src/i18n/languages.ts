export const LANGUAGES = ["tr", "ar", "en"] as const;

export type Language = (typeof LANGUAGES)[number];

/** Each in its own words, since who looks for it reads no other. */
export const LANGUAGE_NAMES: Record<Language, string> = { tr: "Türkçe", ar: "العربية", en: "English" };

export const directionOf = (language: string): "ltr" | "rtl" => (language === "ar" ? "rtl" : "ltr");

const STORED = "crm.language";

/** What the person chose here, else what the browser asks for, else Turkish. */
export function preferredLanguage(): Language {
  const wanted = [localStorage.getItem(STORED), ...navigator.languages];
  return wanted.map((tag) => tag && supported(tag)).find((language) => language) || "tr";
}

export function rememberLanguage(language: Language) {
  localStorage.setItem(STORED, language);
}

export function supported(tag: string): Language | undefined {
  const primary = tag.split("-")[0]?.toLowerCase();
  return LANGUAGES.find((language) => language === primary);
}
