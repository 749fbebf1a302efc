import { expect, it } from "vitest";
import { addMonths, weeksOf } from "./month";

it("shows whole weeks from Monday", () => {
  const weeks = weeksOf("2026-11-27", 1);
  expect(weeks).toHaveLength(6);
  expect(weeks[0]![0]).toBe("2026-10-26");
  expect(weeks.at(-1)!.at(-1)).toBe("2026-12-06");
});

it("begins the week where it begins there", () => expect(weeksOf("2026-11-27", 6)[0]![0]).toBe("2026-10-31"));

it("has no week without a day of the month", () => expect(weeksOf("2027-02-10", 1)).toHaveLength(4));

it.each([
  ["2026-01-31", 1, "2026-02-28"],
  ["2026-12-15", 1, "2027-01-15"],
  ["2026-03-31", -1, "2026-02-28"],
])("%s and %i months are %s", (day, months, other) => expect(addMonths(day, months)).toBe(other));
