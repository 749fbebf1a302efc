import { directionOf, type Language } from "@/i18n/languages";

const LATIN: Record<Language, string> = { tr: "aş", ar: "a", en: "a" };

/** Fetches the letters of a language before its first word is set, which would be set twice otherwise and move what stands below it. */
export function startFonts(language: Language) {
  void fetchLetters("Inter Variable", LATIN[language]);
  if (directionOf(language) === "rtl") {
    void fetchLetters("Noto Sans Arabic Variable", "م");
  }
}

async function fetchLetters(family: string, letters: string) {
  try {
    await document.fonts.load(`1em "${family}"`, letters);
  } catch {
    // Text that uses them asks for them again, and stands in another font meanwhile.
  }
}
