// @vitest-environment jsdom
import { expect, it } from "vitest";
import { changesOf, rebased } from "./correction";

const opened = { fullName: "Ali", email: "", phone: "0532", venueId: null, tags: ["vip"] };

it("sends only what the person changed", () => {
  expect(changesOf(opened, { ...opened, tags: ["vip", "new"] })).toEqual({ tags: ["vip", "new"] });
  expect(changesOf(opened, { ...opened, phone: " " })).toEqual({ phone: null });
  expect(changesOf(opened, { ...opened, fullName: " Ali " })).toEqual({});
});

it("keeps what was typed and takes what another saved in the other fields", () => {
  const typed = { ...opened, fullName: "Ali Kaya" };
  const saved = { ...opened, fullName: "Ali K.", email: "a@crm.example" };
  const kept = rebased(opened, typed, saved);
  expect(kept).toEqual({ ...opened, fullName: "Ali Kaya", email: "a@crm.example" });
  expect(changesOf(saved, kept)).toEqual({ fullName: "Ali Kaya" });
});
