import { expect, it } from "vitest";
import { dayAt, momentOf, wallAt } from "./wallClock";

it.each([
  ["2026-12-01T09:00", "Europe/Istanbul", "2026-12-01T06:00:00.000Z"],
  ["2026-07-01T09:00", "Europe/Berlin", "2026-07-01T07:00:00.000Z"],
  ["2026-01-01T00:30", "Asia/Kolkata", "2025-12-31T19:00:00.000Z"],
])("%s in %s is %s", (wall, zone, moment) => {
  const found = momentOf(wall, zone);
  expect(found.at.toISOString()).toBe(moment);
  expect(found.shows).toBe(wall);
  expect(found.isRepeated).toBe(false);
});

it("carries a time that the clocks skip forward", () => {
  const found = momentOf("2027-03-28T02:30", "Europe/Berlin");
  expect(found.at.toISOString()).toBe("2027-03-28T01:30:00.000Z");
  expect(found.shows).toBe("2027-03-28T03:30");
});

it("takes the first of two and says that there are two", () => {
  const found = momentOf("2026-10-25T02:30", "Europe/Berlin");
  expect(found.at.toISOString()).toBe("2026-10-25T00:30:00.000Z");
  expect(found.isRepeated).toBe(true);
});

it("knows the day there", () => {
  expect(dayAt("2026-11-27T22:30:00Z", "Europe/Istanbul")).toBe("2026-11-28");
  expect(wallAt(Date.parse("2026-11-27T22:30:00Z"), "Europe/Istanbul")).toBe("2026-11-28T01:30");
});
