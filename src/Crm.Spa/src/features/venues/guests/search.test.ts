import { expect, it } from "vitest";
import { guestSearch } from "./search";

it("keeps what it knows and drops the rest", () => {
  expect(guestSearch({ venue: "v1", q: "ayşe", from: "2026-11-01", to: "", other: "x", guest: null })).toEqual({
    venue: "v1",
    q: "ayşe",
    from: "2026-11-01",
  });
});

it("looks for a telephone number that the address made a figure", () => {
  expect(guestSearch({ q: 905321112233 })).toEqual({ q: "905321112233" });
});
