import { expect, it } from "vitest";
import { leadsOf, placed, removed, totalOf, withHead, type Lead, type LeadPages } from "./pages";

const lead = (id: string, second: number, more: Partial<Lead> = {}): Lead => ({
  id,
  fullName: id,
  email: null,
  phone: null,
  phoneRaw: null,
  status: "new",
  source: "api",
  ownerId: null,
  venueId: null,
  tags: [],
  customFields: null,
  firstTouch: null,
  lastTouch: null,
  createdAt: `2026-11-27T10:00:${String(second).padStart(2, "0")}Z`,
  updatedAt: `2026-11-27T10:00:${String(second).padStart(2, "0")}Z`,
  ...more,
});

const list = (data: Lead[][], { total, isWhole = false }: { total?: number; isWhole?: boolean } = {}): LeadPages => ({
  pages: data.map((leads, index) => ({
    data: leads,
    nextCursor: isWhole && index === data.length - 1 ? null : `after-${index}`,
    ...(index === 0 && total !== undefined ? { total } : {}),
  })),
  pageParams: data.map((_, index) => (index === 0 ? undefined : `after-${index - 1}`)),
});

const ids = (pages: LeadPages) => leadsOf(pages).map(({ id }) => id);

it("takes a moved lead out of the column it left, and counts", () => {
  const column = list([[lead("c", 3), lead("b", 2)], [lead("a", 1)]], { total: 3, isWhole: true });
  const after = placed(column, lead("b", 2, { status: "won" }), { status: "new" }, {});
  expect(ids(after)).toEqual(["c", "a"]);
  expect(totalOf(after)).toBe(2);
});

it("puts it where it belongs in the column it came to", () => {
  const column = list([[lead("d", 4)], [lead("b", 2), lead("a", 1)]], { total: 3 });
  const after = placed(column, lead("c", 3), { status: "new" }, {});
  expect(ids(after)).toEqual(["d", "c", "b", "a"]);
  expect(totalOf(after)).toBe(4);
});

it("does not show what belongs to a page that was not read, and counts it when it is new", () => {
  const after = placed(list([[lead("c", 3)]], { total: 7 }), lead("a", 1), {}, {}, { isNew: true });
  expect(ids(after)).toEqual(["c"]);
  expect(totalOf(after)).toBe(8);
});

it("counts as many after however many changes of a lead that is further down", () => {
  let pages = list([[lead("c", 3)]], { total: 7 });
  for (const status of ["new", "contacted", "won"]) {
    pages = placed(pages, lead("a", 1, { status }), {}, {});
  }
  expect(totalOf(pages)).toBe(7);
});

it("counts a change that brings a lead from further down to the top only where it is known to have come", () => {
  const latest = list([[lead("c", 3)]], { total: 7 });
  const after = placed(latest, lead("a", 9), { sort: "-updatedAt" }, {});
  expect(ids(after)).toEqual(["a", "c"]);
  expect(totalOf(after)).toBe(7);
});

it("counts the move of a lead that neither column shows", () => {
  const column = list([[lead("c", 3)]], { total: 7 });
  const moved = lead("a", 1, { status: "won" });
  const known = { before: lead("a", 1) };
  expect(totalOf(placed(column, moved, { status: "new" }, {}, known))).toBe(6);
  expect(totalOf(placed(column, moved, { status: "won" }, {}, known))).toBe(8);
  expect(totalOf(placed(column, moved, { status: "lost" }, {}, known))).toBe(7);
});

it("changes no total that was read after the change", () => {
  const column = list([[lead("b", 2)], [lead("a", 1)]], { total: 7 });
  const after = placed(column, lead("a", 1, { status: "won" }), { status: "new" }, {}, { isCounted: true });
  expect(ids(after)).toEqual(["b"]);
  expect(totalOf(after)).toBe(7);
});

it("counts one less when a lead is gone that it did not show but is known to have counted", () => {
  const column = list([[lead("b", 2)]], { total: 7 });
  expect(totalOf(removed(column, "a", { status: "new" }, {}, { before: lead("a", 1) }))).toBe(6);
  expect(removed(column, "a", { status: "won" }, {}, { before: lead("a", 1) })).toBe(column);
  expect(removed(column, "a", { status: "new" }, {})).toBe(column);
});

it("adds at the end of a list that was read to its end", () =>
  expect(ids(placed(list([[]], { isWhole: true }), lead("a", 1), {}, {}))).toEqual(["a"]));

it("is the same after a move and its undoing", () => {
  const column = list([[lead("c", 3), lead("b", 2), lead("a", 1)]], { total: 3, isWhole: true });
  const moved = placed(column, lead("b", 2, { status: "lost" }), { status: "new" }, {});
  expect(placed(moved, lead("b", 2), { status: "new" }, {})).toEqual(column);
});

it.each([
  ["source", { source: "tiktok_leads" }, {}],
  ["owner", { owner: "someone" }, {}],
  ["venue", { venue: "v" }, {}],
  ["tag", { tag: "vip" }, {}],
  ["period", {}, { from: "2026-11-28T00:00:00Z" }],
  ["search, of which the server alone decides", { q: "b" }, {}],
])("keeps a lead out of a list that asks for another %s", (_, filters, period) =>
  expect(ids(placed(list([[]], { isWhole: true }), lead("b", 2), filters, period))).toEqual([]),
);

it("shows a lead that nobody owns where those are asked for", () =>
  expect(ids(placed(list([[]], { isWhole: true }), lead("b", 2), { owner: "none" }, {}))).toEqual(["b"]));

it("keeps what a search found when it changes", () =>
  expect(leadsOf(placed(list([[lead("b", 2)]]), lead("b", 2, { fullName: "Bora" }), { q: "b" }, {}))[0]?.fullName).toBe(
    "Bora",
  ));

it("sorts by name as people do", () => {
  const names = list([[lead("1", 1, { fullName: "Ali" }), lead("2", 2, { fullName: "Zeynep" })]], { isWhole: true });
  const after = placed(names, lead("3", 3, { fullName: "Çiğdem" }), { sort: "fullName" }, {});
  expect(leadsOf(after).map(({ fullName }) => fullName)).toEqual(["Ali", "Çiğdem", "Zeynep"]);
});

it("leaves a list alone that a removed lead was not in", () => {
  const pages = list([[lead("a", 1)]], { total: 1 });
  expect(removed(pages, "b")).toBe(pages);
  expect(totalOf(removed(pages, "a"))).toBe(0);
});

it("puts what arrived on top and changes what changed", () => {
  const shown = list([[lead("b", 2), lead("a", 1)], [lead("z", 0)]]);
  const head = { data: [lead("c", 3), lead("b", 2, { status: "won" })], nextCursor: "x" };
  const pages = withHead(shown, head);
  expect(ids(pages)).toEqual(["c", "b", "a", "z"]);
  expect(leadsOf(pages)[1]?.status).toBe("won");
});

it("takes away what would stand in the first page and does not", () => {
  const shown = list([[lead("c", 3), lead("b", 2), lead("a", 1)], [lead("z", 0)]], { total: 9 });
  const pages = withHead(shown, { data: [lead("c", 3), lead("a", 1)], nextCursor: "x", total: 8 });
  expect(ids(pages)).toEqual(["c", "a", "z"]);
  expect(totalOf(pages)).toBe(8);
});

it("is the first page alone where that is the whole list", () => {
  const pages = withHead(list([[lead("b", 2)], [lead("a", 1)]]), { data: [lead("b", 2)], nextCursor: null });
  expect(ids(pages)).toEqual(["b"]);
  expect(pages.pages.at(-1)?.nextCursor).toBeNull();
});

it("begins anew when more came than one page holds, so that no hole is shown as if nothing were missing", () => {
  const head = { data: [lead("d", 4), lead("c", 3)], nextCursor: "after-c" };
  const pages = withHead(list([[lead("a", 1)]]), head);
  expect(ids(pages)).toEqual(["d", "c"]);
  expect(pages.pages.at(-1)?.nextCursor).toBe("after-c");
});

it("reads an order by name from its beginning, since what is new stands anywhere in it", () => {
  const shown = list([[lead("a", 1)], [lead("b", 2)]]);
  const pages = withHead(shown, { data: [lead("a", 1), lead("aa", 3)], nextCursor: "x" }, { sort: "fullName" });
  expect(ids(pages)).toEqual(["a", "aa"]);
});
