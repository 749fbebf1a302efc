import { expect, it } from "vitest";
import type { Account } from "@/api/accounts";
import { healthNotes } from "./health";

const NOW = Date.parse("2026-11-27T12:00:00Z");

function account(status: string, health: Partial<Account["health"]> = {}): Account {
  return {
    status,
    createdAt: "2026-01-01T00:00:00Z",
    health: {
      lastOkAt: "2026-11-27T10:00:00Z",
      lastError: null,
      credentialAgeDays: 3,
      accessTokenExpiresAt: "2026-11-28T00:00:00Z",
      refreshTokenExpiresAt: "2027-11-27T00:00:00Z",
      lastUsedAt: "2026-11-27T10:00:00Z",
      useCount30Days: 4,
      ...health,
    },
  } as Account;
}

const kinds = (one: Account) => healthNotes(one, NOW).map((note) => note.kind);

it("says nothing of an account that is well, though its access token lives a day only", () =>
  expect(kinds(account("connected"))).toEqual([]));

it("says when a connection ends that nothing renews", () =>
  expect(kinds(account("connected", { refreshTokenExpiresAt: null }))).toEqual(["ends"]));

it("no longer tells an error that a success has followed", () => {
  const lastError = { code: "provider_unavailable", message: null, remedy: null, at: "2026-11-27T09:00:00Z" };
  expect(kinds(account("connected", { lastError }))).toEqual([]);
  expect(kinds(account("needs_reauth", { lastError }))).toEqual(["error"]);
});

it("points out what is old and what nobody uses", () =>
  expect(kinds(account("connected", { credentialAgeDays: 200, useCount30Days: 0 }))).toEqual(["old", "unused"]));
