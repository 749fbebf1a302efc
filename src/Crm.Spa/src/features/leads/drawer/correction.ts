import type { Lead } from "../pages";
import { saidOf, type Person } from "../PersonFields";

/** What the form shows of a lead. */
export const personOf = (lead: Lead): Person => ({
  fullName: lead.fullName ?? "",
  email: lead.email ?? "",
  phone: lead.phone ?? lead.phoneRaw ?? "",
  venueId: lead.venueId,
  tags: lead.tags,
});

/** Only what the person changed: an unreadable number that came with a form must not be refused when a tag is added. */
export function changesOf(before: Person, after: Person): Partial<ReturnType<typeof saidOf>> {
  return changed(saidOf(before), saidOf(after));
}

/** What somebody else has saved meanwhile, with what the person typed on top of it. */
export function rebased(before: Person, typed: Person, now: Person): Person {
  return { ...now, ...changed(before, typed) };
}

function changed<T extends object>(before: T, after: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => !isSame(value, before[name as keyof T])),
  ) as Partial<T>;
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
