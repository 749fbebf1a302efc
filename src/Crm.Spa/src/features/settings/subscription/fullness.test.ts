import { expect, it } from "vitest";
import { fullness } from "./fullness";

it.each([
  [0, 25, { share: 0, state: "fine" }],
  [45, 50, { share: 0.9, state: "near" }],
  [50, 50, { share: 1, state: "full" }],
  [60, 50, { share: 1, state: "full" }],
  [0, 0, { share: 1, state: "full" }],
  [260, null, { share: null, state: "fine" }],
])("%i of %s", (used, limit, expected) => {
  expect(fullness(used, limit)).toEqual(expected);
});
