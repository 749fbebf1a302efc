import { expect, it } from "vitest";
import { ticksFor } from "./ticks";

it.each([
  [0, [4, 3, 2, 1, 0]],
  [4, [4, 3, 2, 1, 0]],
  [5, [8, 6, 4, 2, 0]],
  [9, [12, 9, 6, 3, 0]],
  [41, [60, 45, 30, 15, 0]],
  [99, [100, 75, 50, 25, 0]],
  [1_000, [1_000, 750, 500, 250, 0]],
])("a scale up to %i has whole and round figures", (largest, ticks) => expect(ticksFor(largest)).toEqual(ticks));
