import { expect, it } from "vitest";
import { queryOf } from "./leadQuery";
import { boardFiltersOf, filtersOf, isFiltered, readSearch } from "./search";

it("keeps what an address may say", () => {
  const search = {
    q: "ayşe",
    status: "won",
    owner: "none",
    from: "2026-11-01",
    sort: "fullName",
    lead: "1",
    tab: "timeline",
  };
  expect(readSearch(search)).toEqual(search);
});

it.each([
  ["an unknown order", { sort: "phone" }],
  ["the usual order, which needs no words", { sort: "-createdAt" }],
  ["a day that is none", { from: "2026-02-30" }],
  ["words that are none", { q: "  ", status: ["won"], tag: null }],
  ["a tab without a lead", { tab: "timeline" }],
])("drops %s", (_, raw) => expect(readSearch(raw)).toEqual({}));

it("takes a number that is searched for as the text it was", () =>
  expect(readSearch({ q: 532 })).toEqual({ q: "532" }));

it("tells lists apart by their filters, not by the lead that is open over them", () =>
  expect(filtersOf({ q: "a", lead: "1", tab: "consents" })).toEqual({ q: "a" }));

it("does not call an order a filter", () => {
  expect(isFiltered({ sort: "fullName" })).toBe(false);
  expect(isFiltered({ tag: "vip" })).toBe(true);
});

it("asks for the company's days from their first moment to their last", () =>
  expect(queryOf({ from: "2026-11-27", to: "2026-11-27", owner: "none", venue: "v" }, "Europe/Istanbul")).toEqual({
    ownerId: "none",
    venueId: "v",
    from: "2026-11-26T21:00:00.000Z",
    to: "2026-11-27T21:00:00.000Z",
  }));

it("knows the day on which the clock is turned", () =>
  expect(queryOf({ to: "2026-10-25" }, "Europe/Berlin").to).toBe("2026-10-25T23:00:00.000Z"));

it("leaves the stage to the board's columns", () =>
  expect(boardFiltersOf({ status: "won", sort: "fullName", tag: "vip" })).toEqual({ tag: "vip" }));
