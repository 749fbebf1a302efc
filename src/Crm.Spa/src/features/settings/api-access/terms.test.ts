import { expect, it } from "vitest";
import { bodyOf, changesOf, isNarrower, levelOf, losesAddresses, NEW_TERMS, termsOf, type Terms } from "./terms";
import type { Token } from "./tokens";

const ISTANBUL = "Europe/Istanbul";
const terms = (some: Partial<Terms>): Terms => ({ ...NEW_TERMS, name: "Wi-Fi", ...some });

it("takes the highest of the levels", () => {
  expect(levelOf(["read", "write"])).toBe("write");
  expect(levelOf(["delete", "read"])).toBe("delete");
});

it("lets a token work to the end of its last day where the company is", () => {
  const body = bodyOf(terms({ lastDay: "2026-12-31" }), ISTANBUL);
  expect(body.expiresAt).toBe("2026-12-31T21:00:00.000Z");
  expect(termsOf({ ...body, permissions: ["read"], expiresAt: body.expiresAt } as Token, ISTANBUL).lastDay).toBe(
    "2026-12-31",
  );
});

it("writes no limit as null", () => {
  expect(bodyOf(terms({}), ISTANBUL)).toEqual({
    name: "Wi-Fi",
    permissions: ["read"],
    venueIds: null,
    expiresAt: null,
    allowedIps: null,
  });
});

it("changes only what differs", () => {
  const before = terms({ level: "write", venueIds: ["b", "a"] });
  expect(changesOf(before, { ...before, venueIds: ["a", "b"] }, ISTANBUL)).toEqual({});
  expect(changesOf(before, { ...before, level: "read", venueIds: null }, ISTANBUL)).toEqual({
    permissions: ["read"],
    venueIds: null,
  });
});

it.each([
  ["a lower level", terms({ level: "write" }), terms({ level: "read" }), true],
  ["a higher level", terms({ level: "read" }), terms({ level: "delete" }), false],
  ["some venues of all", terms({}), terms({ venueIds: ["a"] }), true],
  ["a venue less", terms({ venueIds: ["a", "b"] }), terms({ venueIds: ["a"] }), true],
  ["another venue too", terms({ venueIds: ["a"] }), terms({ venueIds: ["a", "b"] }), false],
  ["all venues of some", terms({ venueIds: ["a"] }), terms({}), false],
  ["another name", terms({}), terms({ name: "Kasa" }), false],
])("knows whether it narrows: %s", (_, before, after, expected) => {
  expect(isNarrower(before, after)).toBe(expected);
});

it("knows that other addresses may refuse what passed", () => {
  expect(losesAddresses(terms({}), terms({ allowedIps: ["203.0.113.7"] }))).toBe(true);
  expect(losesAddresses(terms({ allowedIps: ["203.0.113.7"] }), terms({}))).toBe(false);
});
