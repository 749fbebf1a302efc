import { expect, it } from "vitest";
import { changesOf } from "./changes";

it("is what differs alone, lists by what is in them", () => {
  const before = { name: "a", tags: ["x"], zone: null as string | null };
  expect(changesOf(before, { name: "b", tags: ["x"], zone: null })).toEqual({ name: "b" });
  expect(changesOf(before, { name: "a", tags: ["x", "y"], zone: "UTC" })).toEqual({ tags: ["x", "y"], zone: "UTC" });
});
