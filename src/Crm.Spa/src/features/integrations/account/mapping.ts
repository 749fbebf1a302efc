import type { components } from "@/api/schema";
import type { LeadForm } from "../data";

export type Question = components["schemas"]["FormQuestion"];
type Mapped = components["schemas"]["MappedQuestion"];

export const CUSTOM_PREFIX = "customFields.";

export const PERSON_FIELDS = ["fullName", "firstName", "lastName", "email", "phone"] as const;
export const CONSENT_FIELDS = ["consent.sms", "consent.call", "consent.email", "consent.whatsapp"] as const;

/** A question and the newest version of the form that asks it; null: the form asks it as it is now. */
export type AskedQuestion = Question & { lastVersion: number | null };

/** Those of the form as it is now, then those of earlier versions, whose leads are here too. */
export function askedQuestions(form: LeadForm, present: Question[]): AskedQuestion[] {
  const asked = new Map(present.map((question) => [question.key, { ...question, lastVersion: null } as AskedQuestion]));
  for (const version of [...form.versions].sort((one, other) => other.number - one.number)) {
    for (const question of version.questions) {
      if (!asked.has(question.key)) {
        asked.set(question.key, { ...question, lastVersion: version.number });
      }
    }
  }
  return [...asked.values()];
}

/** Which field each question fills; one that nobody has named fills none. */
export function fieldsOf(questions: AskedQuestion[], mapping: Mapped[]): Record<string, string> {
  const named = new Map(mapping.map(({ question, field }) => [question, field]));
  return Object.fromEntries(questions.map(({ key }) => [key, named.get(key) ?? "none"]));
}

export function mappingOf(fields: Record<string, string>): Mapped[] {
  return Object.entries(fields).map(([question, field]) => ({
    question,
    field: field.startsWith(CUSTOM_PREFIX) ? CUSTOM_PREFIX + field.slice(CUSTOM_PREFIX.length).trim() : field,
  }));
}

/** The question whose own field of the lead has no name yet. */
export const unnamedCustom = (fields: Record<string, string>) =>
  Object.keys(fields).find((question) => fields[question]!.trim() === CUSTOM_PREFIX);
