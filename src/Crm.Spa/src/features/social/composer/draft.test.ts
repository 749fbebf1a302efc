import { expect, it } from "vitest";
import type { Account } from "../data";
import { EMPTY, textFor, wishOf, withOwn, withText } from "./draft";

const accounts = [
  { id: "a", platform: "x" },
  { id: "b", platform: "linkedin" },
] as Account[];

it("sends one text to all until a platform has its own", () => {
  const shared = withText({ ...EMPTY, accountIds: ["a", "b"] }, "x", "Günaydın");
  expect(textFor(shared, "linkedin")).toBe("Günaydın");

  const own = withText(withOwn(shared, "linkedin", { text: "" }), "linkedin", "Yeni menümüz");
  expect(textFor(own, "x")).toBe("Günaydın");
  expect(wishOf(own, accounts, false)).toMatchObject({
    text: "Günaydın",
    perPlatform: { linkedin: { text: "Yeni menümüz" } },
  });
});

it("leaves out what was written for a platform that no account is chosen of", () => {
  const draft = withOwn({ ...EMPTY, accountIds: ["a"] }, "linkedin", { text: "Yalnız orada" });
  expect(wishOf(draft, accounts, false).perPlatform).toEqual({});
});

it("sends no empty parts of a thread and no article without an address", () => {
  const draft = withOwn({ ...EMPTY, accountIds: ["a"] }, "x", {
    thread: ["bir", "  "],
    article: { url: " ", title: "x", description: "" },
  });
  expect(wishOf(draft, accounts, true).perPlatform).toEqual({ x: { thread: ["bir"] } });
});
