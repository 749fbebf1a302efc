import { expect, it } from "vitest";
import type { LeadForm } from "../data";
import { askedQuestions, fieldsOf, mappingOf, unnamedCustom } from "./mapping";

const question = (key: string) => ({ key, label: null, kind: null });

const form = {
  versions: [
    { number: 1, seenAt: "", questions: [question("name"), question("city")] },
    { number: 2, seenAt: "", questions: [question("name"), question("email")] },
  ],
} as LeadForm;

it("asks also after what only an earlier version asked", () =>
  expect(askedQuestions(form, [question("name"), question("email")]).map((one) => [one.key, one.lastVersion])).toEqual([
    ["name", null],
    ["email", null],
    ["city", 1],
  ]));

it("writes down every question, also those that fill nothing", () => {
  const fields = fieldsOf(askedQuestions(form, [question("name")]), [{ question: "name", field: "fullName" }]);
  expect(mappingOf(fields)).toEqual([
    { question: "name", field: "fullName" },
    { question: "email", field: "none" },
    { question: "city", field: "none" },
  ]);
});

it("knows an own field without a name", () => {
  expect(unnamedCustom({ name: "fullName", city: "customFields. " })).toBe("city");
  expect(mappingOf({ city: "customFields. Şehir " })).toEqual([{ question: "city", field: "customFields.Şehir" }]);
});
