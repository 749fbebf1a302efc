import type { PlatformField } from "./data";

export type Pasted = Record<string, string>;

export const blank = (fields: PlatformField[]): Pasted => Object.fromEntries(fields.map((field) => [field.name, ""]));

/** What was typed, without the fields that were left empty. The document says of secrets no more than that they are an object. */
export const filled = (values: Pasted) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== "")) as Record<string, never>;

/** Beside each required field that is empty, the words for it. */
export const missing = (fields: PlatformField[], values: Pasted, text: string): Pasted =>
  Object.fromEntries(
    fields.filter((field) => field.required && !values[field.name]?.trim()).map((field) => [field.name, text]),
  );
