import type { components } from "@/api/schema";
import type { Slot, Template, TemplateOrder } from "../data";

type SentComponent = components["schemas"]["SentComponent"];

const BODY = "body";

/** Where one value of a template goes: the component, and the placeholder in it. */
export const placeOf = (slot: Slot, name: string) => `${slot.component}.${slot.index ?? ""}.${name}`;

/** The template's words with what was typed; a placeholder that is still empty stays as it is. */
export function filled(text: string, values: Record<string, string>): string {
  return text.replace(/\{\{\s*([\w-]+)\s*\}\}/g, (placeholder, name: string) => values[name] || placeholder);
}

/** By placeholder, what was typed for the body. */
export const bodyValues = (template: Template, typed: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    template.slots
      .filter(({ component }) => component === BODY)
      .flatMap((slot) => slot.names.map((name) => [name, typed[placeOf(slot, name)] ?? ""])),
  );

/** The same of what was sent: named, or counted from one. */
export const valuesOf = (sent: SentComponent[]): Record<string, string> =>
  Object.fromEntries(
    (sent.find(({ type }) => type === BODY)?.parameters ?? []).map(({ name, value }, index) => [
      name ?? String(index + 1),
      value,
    ]),
  );

export const isFilled = (template: Template, typed: Record<string, string>) =>
  template.slots.every((slot) => slot.names.every((name) => typed[placeOf(slot, name)]?.trim()));

export function orderOf(template: Template, typed: Record<string, string>): TemplateOrder {
  const filledSlots = template.slots.filter((slot) => slot.names.length > 0);
  return {
    name: template.name,
    language: template.language,
    ...(filledSlots.length > 0
      ? {
          components: filledSlots.map((slot) => ({
            type: slot.component,
            ...(slot.component === "button" ? { subType: "url", index: slot.index } : {}),
            parameters: slot.names.map((name) => ({
              type: slot.format,
              value: (typed[placeOf(slot, name)] ?? "").trim(),
              ...(slot.named ? { name } : {}),
            })),
          })),
        }
      : {}),
  };
}
