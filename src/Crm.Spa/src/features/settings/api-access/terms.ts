import { dayOf, endOfDay } from "@/i18n/zone";
import type { components } from "@/api/schema";
import type { Token } from "./tokens";

/** The levels from the least on; each includes the ones before it. */
export const LEVELS = ["read", "write", "delete"] as const;

export type Level = (typeof LEVELS)[number];

/** What a token may, as a form holds it. */
export type Terms = {
  name: string;
  level: Level;
  /** Null: every venue. */
  venueIds: string[] | null;
  /** The last calendar day on which it works; empty: it does not expire. */
  lastDay: string;
  /** None: it works from anywhere. */
  allowedIps: string[];
};

export const NEW_TERMS: Terms = { name: "", level: "read", venueIds: null, lastDay: "", allowedIps: [] };

export const levelOf = (permissions: readonly string[]): Level =>
  LEVELS.findLast((level) => permissions.includes(level)) ?? "read";

export function termsOf(token: Token, timeZone: string): Terms {
  return {
    name: token.name,
    level: levelOf(token.permissions),
    venueIds: token.venueIds,
    // It ends as the day after begins, which is still that day one millisecond before.
    lastDay: token.expiresAt ? dayOf(new Date(new Date(token.expiresAt).getTime() - 1), timeZone) : "",
    allowedIps: token.allowedIps ?? [],
  };
}

type Body = components["schemas"]["CreateApiToken"];

export function bodyOf({ name, level, venueIds, lastDay, allowedIps }: Terms, timeZone: string): Body {
  return {
    name,
    permissions: [level],
    venueIds,
    expiresAt: lastDay ? endOfDay(lastDay, timeZone) : null,
    allowedIps: allowedIps.length > 0 ? allowedIps : null,
  };
}

/** Only what differs: a moment of expiry that another program has set is not moved to the end of its day. */
export function changesOf(before: Terms, after: Terms, timeZone: string): Partial<Body> {
  const all = bodyOf(after, timeZone);
  return {
    ...(after.name !== before.name && { name: all.name }),
    ...(after.level !== before.level && { permissions: all.permissions }),
    ...(!isSame(after.venueIds, before.venueIds) && { venueIds: all.venueIds }),
    ...(after.lastDay !== before.lastDay && { expiresAt: all.expiresAt }),
    ...(!isSame(after.allowedIps, before.allowedIps) && { allowedIps: all.allowedIps }),
  };
}

/** Whether calls that passed may be refused from then on, by what the server can tell from the past. */
export function isNarrower(before: Terms, after: Terms): boolean {
  return LEVELS.indexOf(after.level) < LEVELS.indexOf(before.level) || losesVenues(before.venueIds, after.venueIds);
}

/** Nobody has written down from where each call came, so that this cannot be counted. */
export function losesAddresses(before: Terms, after: Terms): boolean {
  return after.allowedIps.length > 0 && !isSame(before.allowedIps, after.allowedIps);
}

function losesVenues(before: string[] | null, after: string[] | null) {
  return after !== null && (before === null || before.some((venue) => !after.includes(venue)));
}

function isSame(one: readonly string[] | null, other: readonly string[] | null) {
  return (
    one === other || (one !== null && other !== null && [...one].sort().join("\n") === [...other].sort().join("\n"))
  );
}
