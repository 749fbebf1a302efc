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

let started: Promise<void> | undefined;

export function startTexts(): Promise<void> {
  return (started ??= start());
}

/** A screen together with its texts: it finds them there, and need not wait for them after itself. */
export async function withTexts<TModule>(namespace: string, module: Promise<TModule>): Promise<TModule> {
  await startTexts();
  await i18next.loadNamespaces(namespace);
  if (!i18next.hasResourceBundle(i18next.language, namespace)) {
    // A file that did not come is not asked for again by itself.
    await i18next.reloadResources([i18next.language], [namespace]);
  }
  if (!i18next.hasResourceBundle(i18next.language, namespace)) {
    throw new TypeError(`The texts of ${namespace} did not load.`);
  }
  return module;
}

async function start() {
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
  // The browser loads what it knows of languages with the first text that is put together: now, while the network is waited for.
  i18next.t("menu");
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
