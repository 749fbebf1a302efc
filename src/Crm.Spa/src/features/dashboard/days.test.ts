import { expect, it } from "vitest";
import { dayIn, daysUntil } from "./days";

it("names the day that it is in the company's time zone", () => {
  const lateEvening = new Date("2026-11-27T22:30:00Z");
  expect(dayIn("Europe/Istanbul", lateEvening)).toBe("2026-11-28");
  expect(dayIn("America/New_York", lateEvening)).toBe("2026-11-27");
});

it("counts days across the end of a month", () =>
  expect(daysUntil("2026-03-02", 3)).toEqual(["2026-02-28", "2026-03-01", "2026-03-02"]));
