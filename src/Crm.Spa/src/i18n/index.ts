import i18next, { type BackendModule } from "i18next";
import ICU from "i18next-icu";
import { initReactI18next } from "react-i18next";
import { directionOf, LANGUAGES, preferredLanguage, rememberLanguage, type Language } from "./languages";

// One file a language and feature: a screen brings only its own words in the language that is read.
const texts = import.meta.glob<{ default: object }>("./*/*.json");

const files: BackendModule = {
  type: "backend",
  init: () => undefined,
  async read(language, namespace, callback) {
    try {
      callback(null, (await texts[`./${language}/${namespace}.json`]!()).default);
    } catch (error) {
      callback(error as Error, null);
    }
  },
};

export async function startTexts() {
  await i18next
    .use(files)
    .use(ICU)
    .use(initReactI18next)
    .init({
      lng: preferredLanguage(),
      supportedLngs: LANGUAGES,
      fallbackLng: false,
      ns: ["common"],
      defaultNS: "common",
      saveMissing: true,
      // The browser tests fail on it.
      missingKeyHandler: (languages, namespace, key) =>
        console.error(`There is no text ${namespace}:${key} in ${languages.join(", ")}`),
      react: { useSuspense: true },
      interpolation: { escapeValue: false },
    });
  showLanguage(i18next.language);
  i18next.on("languageChanged", showLanguage);
}

export async function speak(language: Language) {
  rememberLanguage(language);
  await i18next.changeLanguage(language);
}

function showLanguage(language: string) {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}
