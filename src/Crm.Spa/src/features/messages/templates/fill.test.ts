import { expect, it } from "vitest";
import type { Template } from "../data";
import { bodyValues, filled, isFilled, orderOf, valuesOf } from "./fill";

const template = {
  name: "reservation",
  language: "tr",
  text: "Merhaba {{1}}, odanız {{2}} günü hazır.",
  slots: [
    { component: "body", index: null, format: "text", names: ["1", "2"], named: false },
    { component: "button", index: 0, format: "text", names: ["1"], named: false },
  ],
} as unknown as Template;

const typed = { "body..1": "Ayşe", "body..2": "5 Mayıs", "button.0.1": "r-17" };

it("shows the words as the person gets them, and what is still empty", () => {
  expect(filled(template.text!, bodyValues(template, typed))).toBe("Merhaba Ayşe, odanız 5 Mayıs günü hazır.");
  expect(filled(template.text!, bodyValues(template, {}))).toBe(template.text);
});

it("orders one component for each place, in the order of its placeholders", () => {
  expect(isFilled(template, typed)).toBe(true);
  expect(isFilled(template, { ...typed, "button.0.1": " " })).toBe(false);
  expect(orderOf(template, typed).components).toEqual([
    {
      type: "body",
      parameters: [
        { type: "text", value: "Ayşe" },
        { type: "text", value: "5 Mayıs" },
      ],
    },
    { type: "button", subType: "url", index: 0, parameters: [{ type: "text", value: "r-17" }] },
  ]);
});

it("reads back what was sent", () =>
  expect(valuesOf(orderOf(template, typed).components as never)).toEqual({ 1: "Ayşe", 2: "5 Mayıs" }));
