import { expect, it } from "vitest";
import { changesIn, kindOf } from "./changes";

it("shows only what changed where both sides are known", () => {
  expect(changesIn({ role: "member", venueIds: ["a"] }, { role: "admin", venueIds: ["a"] })).toEqual([
    { member: "role", before: "member", after: "admin" },
  ]);
});

it("shows everything of what is new and of what is gone", () => {
  expect(changesIn(null, { name: "Wi-Fi" })).toEqual([{ member: "name", before: undefined, after: "Wi-Fi" }]);
  expect(changesIn({ name: "Wi-Fi" }, null)).toEqual([{ member: "name", before: "Wi-Fi", after: undefined }]);
});

it("does not miss what only one side has", () => {
  expect(changesIn({}, { overlapSeconds: 60 })).toEqual([{ member: "overlapSeconds", before: undefined, after: 60 }]);
});

it.each([
  [null, "nothing"],
  [[], "nothing"],
  [true, "yes"],
  [730, "number"],
  ["2026-11-27T04:49:10.55Z", "moment"],
  ["01a21b55-ff9b-7aec-91f5-6b19464089aa", "id"],
  ["2026-11-27", "text"],
  [["a"], "list"],
  [{ a: 1 }, "object"],
])("knows what %j is", (value, kind) => {
  expect(kindOf(value)).toBe(kind);
});
