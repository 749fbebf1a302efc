import { expect, it } from "vitest";
import { neighbour } from "./neighbour";

const STAGES = ["new", "contacted", "won"];

it.each([
  ["new", "ArrowRight", "ltr", "contacted"],
  ["contacted", "ArrowLeft", "ltr", "new"],
  ["new", "ArrowLeft", "rtl", "contacted"],
  ["contacted", "ArrowRight", "rtl", "new"],
  ["won", "ArrowRight", "ltr", null],
  ["new", "ArrowLeft", "ltr", null],
  ["new", "ArrowDown", "ltr", null],
  ["gone", "ArrowRight", "ltr", null],
] as const)("from %s by %s, read %s, to %s", (from, key, direction, to) =>
  expect(neighbour(STAGES, from, key, direction)).toBe(to),
);
