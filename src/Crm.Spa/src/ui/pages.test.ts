import { expect, it } from "vitest";
import { withFirstPage, type Page, type Pages } from "./pages";

type Item = { id: string; status?: string };

const page = (ids: string, nextCursor: string | null = null): Page<Item> => ({
  data: [...ids].map((id) => ({ id })),
  nextCursor,
});

const pages = (...all: Page<Item>[]): Pages<Item> => ({ pages: all, pageParams: all.map(() => undefined) });

const shown = ({ pages }: Pages<Item>) => pages.flatMap(({ data }) => data.map(({ id }) => id)).join("");

const known = pages(page("abc", "1"), page("def", "2"), page("gh", "3"));

it("puts what is new on top and keeps what was scrolled through", () => {
  const next = withFirstPage(known, page("nab", "b"));
  expect(shown(next)).toBe("nabcdefgh");
  expect(next.pages.at(-1)?.nextCursor).toBe("3");
});

it("shows what moved up once, and what changed as it is now", () => {
  expect(shown(withFirstPage(known, page("gab", "b")))).toBe("gabcdefh");
  const changed = withFirstPage(known, {
    data: [{ id: "a", status: "read" }, { id: "b" }, { id: "c" }],
    nextCursor: "1",
  });
  expect(changed.pages[0]!.data[0]!.status).toBe("read");
});

it("lets go of what has left the list", () => {
  expect(shown(withFirstPage(known, page("acd", "d")))).toBe("acdefgh");
});

it("begins anew where there may be a hole, and where the first page is all there is", () => {
  const apart = withFirstPage(known, page("xyz", "z"));
  expect(shown(apart)).toBe("xyz");
  expect(apart.pages.at(-1)?.nextCursor).toBe("z");
  expect(shown(withFirstPage(known, page("xyh", "h")))).toBe("xyh");
  expect(shown(withFirstPage(known, page("ab")))).toBe("ab");
  expect(shown(withFirstPage(known, page("")))).toBe("");
});
