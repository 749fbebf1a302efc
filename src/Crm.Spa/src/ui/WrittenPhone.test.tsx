import { expect, it } from "vitest";
import WrittenPhone from "./WrittenPhone";

it("writes a telephone number in groups", () =>
  expect(WrittenPhone({ number: "+905321234567" })).toBe("+90 532 123 45 67"));

it("leaves what is no number as it is", () => expect(WrittenPhone({ number: "12" })).toBe("12"));
