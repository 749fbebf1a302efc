import { expect, it } from "vitest";
import { dayOf, endOfDay, lastDays, startOfDay } from "./zone";

it("begins and ends a day where the company is", () => {
  expect(startOfDay("2026-11-27", "Europe/Istanbul")).toBe("2026-11-26T21:00:00.000Z");
  expect(endOfDay("2026-11-27", "Europe/Istanbul")).toBe("2026-11-27T21:00:00.000Z");
});

it("knows days that are longer or shorter than others", () => {
  expect(startOfDay("2026-10-25", "Europe/Berlin")).toBe("2026-10-24T22:00:00.000Z");
  expect(endOfDay("2026-10-25", "Europe/Berlin")).toBe("2026-10-25T23:00:00.000Z");
});

it("tells the day of a moment there", () => {
  expect(dayOf("2026-11-27T22:30:00Z", "Europe/Istanbul")).toBe("2026-11-28");
});

it("counts the last days over the end of a month", () => {
  expect(lastDays(3, new Date("2026-12-01T05:00:00Z"))).toEqual(["2026-11-29", "2026-11-30", "2026-12-01"]);
});
