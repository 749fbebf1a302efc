// @vitest-environment jsdom
import { expect, it } from "vitest";
import { formats, localeOf } from "./useFormat";

it.each([
  ["tr", "TR", "1.234.567"],
  ["en", "GB", "1,234,567"],
  ["ar", "EG", "١٬٢٣٤٬٥٦٧"],
  ["ar", "AE", "1,234,567"],
])("writes figures of %s in %s", (language, country, written) =>
  expect(formats(localeOf(language, country), "UTC").number(1_234_567)).toBe(written),
);

it("counts amounts exactly, whatever a number of the machine would lose", () =>
  expect(formats("en-US", "UTC").money("9007199254740993.10", "USD")).toBe("$9,007,199,254,740,993.10"));

it("shows a moment in the company's time zone", () =>
  expect(formats("en-GB", "Europe/Istanbul").time("2026-11-27T22:30:00Z")).toBe("01:30"));

it("shows a calendar day as it is, in every zone", () =>
  expect(formats("en-GB", "America/New_York").day("2026-11-27")).toBe("27 Nov"));

it.each([
  [-30, "now"],
  [-60, "1 minute ago"],
  [-7_200, "2 hours ago"],
  [86_400, "tomorrow"],
])("says %i seconds from now in words", (seconds, said) =>
  expect(formats("en-GB", "UTC").relative(new Date(1_000_000_000_000 + seconds * 1000), 1_000_000_000_000)).toBe(said),
);
