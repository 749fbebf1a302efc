import { expect, it } from "vitest";
import { capitals, folded } from "./text";

it.each([
  ["İSTANBUL", "istanbul"],
  ["ISPARTA", "ısparta"],
  ["Çiğdem", "cigdem"],
  ["قَهْوَة", "قهوة"],
])("%s is found as %s", (one, other) => expect(folded(one)).toBe(folded(other)));

it("knows the Turkish capital i", () => {
  expect(capitals("istanbul", "tr")).toBe("İSTANBUL");
  expect(capitals("istanbul", "en")).toBe("ISTANBUL");
});
