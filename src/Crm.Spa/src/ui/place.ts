import type { AnyRouter, LinkComponentProps } from "@tanstack/react-router";

/** A screen that is named at run time, such as the one that cures what the server tells of. */
export type Place = { to: string; search: LinkComponentProps<"a", AnyRouter, string, string>["search"] };

/** @param search what the screen itself checks when it opens, so that no type of here needs to know it */
export const placeOf = (to: `/${string}`, search: Record<string, string> = {}): Place => ({
  to,
  search: search as unknown as Place["search"],
});
