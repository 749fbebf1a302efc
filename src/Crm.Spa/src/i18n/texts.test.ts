import IntlMessageFormat from "intl-messageformat";
import { expect, it } from "vitest";
import { LANGUAGES } from "./languages";

type Texts = { [key: string]: string | Texts };

const files = import.meta.glob<Texts>("./*/*.json", { eager: true, import: "default" });
const sources = import.meta.glob<string>("../**/*.{ts,tsx}", { eager: true, query: "?raw", import: "default" });

const namespaces = [...new Set(Object.keys(files).map((path) => path.split("/")[2]!.replace(".json", "")))];

function flat(texts: Texts, prefix = ""): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === "string" ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  );
}

const textsOf = (language: string, namespace: string) => new Map(flat(files[`./${language}/${namespace}.json`] ?? {}));

it.each(namespaces)("%s says the same things in every language", (namespace) => {
  const keys = [...textsOf("tr", namespace).keys()].sort();
  for (const language of LANGUAGES) {
    expect([...textsOf(language, namespace).keys()].sort(), language).toEqual(keys);
  }
});

it.each(namespaces)("%s can be read by ICU and has the same gaps in every language", (namespace) => {
  const gapsOf = (text: string, language: string) =>
    [...JSON.stringify(new IntlMessageFormat(text, language).getAst()).matchAll(/"type":[1-6],"value":"(\w+)"/g)]
      .map((match) => match[1])
      .filter((gap, index, all) => all.indexOf(gap) === index)
      .sort();
  for (const [key, text] of textsOf("tr", namespace)) {
    for (const language of LANGUAGES) {
      expect(gapsOf(textsOf(language, namespace).get(key) ?? "", language), `${language} ${key}`).toEqual(
        gapsOf(text, "tr"),
      );
    }
  }
});

it("has no text that is empty or left in another language", () => {
  for (const namespace of namespaces) {
    const english = textsOf("en", namespace);
    for (const [key, text] of textsOf("ar", namespace)) {
      expect(text.trim(), `ar ${namespace}:${key}`).not.toBe("");
      const isWords = /[a-z]{3,}\s+[a-z]{3,}/i.test(english.get(key) ?? "");
      expect(isWords && text === english.get(key), `ar ${namespace}:${key} is English`).toBe(false);
    }
  }
});

it("has every text that a screen names", () => {
  const missing: string[] = [];
  for (const [path, source] of Object.entries(sources)) {
    const namespace = /useTranslation\("([\w-]+)"\)/.exec(source)?.[1] ?? "common";
    for (const [, key] of source.matchAll(/\bt\("([\w.:-]+)"/g)) {
      const [own, name] = key!.includes(":") ? key!.split(":") : [namespace, key];
      if (!textsOf("tr", own!).has(name!)) {
        missing.push(`${path}: ${own}:${name}`);
      }
    }
  }
  expect(missing).toEqual([]);
});
