import type { InfiniteData } from "@tanstack/react-query";
import type { components } from "@/api/schema";
import { NEWEST_FIRST, type LeadFilters } from "./search";

export type Lead = components["schemas"]["LeadDto"];
export type LeadPage = components["schemas"]["PageOfLeadDto"];
export type LeadPages = InfiniteData<LeadPage, unknown>;

/** Moments in which a filter's days begin and end, as the server was asked for them. */
export type Period = { from?: string | null; to?: string | null };

export const leadsOf = (pages: LeadPages | undefined): Lead[] => pages?.pages.flatMap((page) => page.data) ?? [];

/** How many there are in all, where the server counted. */
export const totalOf = (pages: LeadPages): number | null => pages.pages[0]?.total ?? null;

/** What is known of a lead besides what it is now. */
export type Known = {
  /** What it was before; where a list does not show it, this tells whether that list counted it. */
  before?: Lead;
  /** No list has counted it yet. */
  isNew?: boolean;
  /** The totals were read after the change. */
  isCounted?: boolean;
};

/**
 * A list after a lead has become what it is now: in its place, in another place, in the list for the first time, or gone from it.
 * A list that was read in part shows only what belongs to that part: the rest comes with its own page. The total changes only where
 * it is known that the lead came or went: an update of a lead that is further down says nothing of either.
 */
export function placed(
  pages: LeadPages,
  lead: Lead,
  filters: LeadFilters,
  period: Period,
  known: Known = {},
): LeadPages {
  const wasThere = shows(pages, lead.id);
  const belongs = matches(lead, filters, period, wasThere);
  const without = wasThere ? withoutLead(pages, lead.id) : pages;
  const after = belongs ? inserted(without, lead, filters, wasThere) : without;
  if (known.isCounted) {
    return after;
  }
  const wasCounted = (): boolean => {
    if (wasThere) {
      return true;
    }
    if (isWhole(pages) || (isByAge(filters) && shows(after, lead.id))) {
      return false;
    }
    return known.before ? matches(known.before, filters, period, false) : belongs && !known.isNew;
  };
  return counted(after, Number(belongs) - Number(wasCounted()));
}

/** A list after a lead is gone for good; one that did not show it counts one less where it is known to have belonged. */
export function removed(
  pages: LeadPages,
  id: string,
  filters: LeadFilters = {},
  period: Period = {},
  { before, isCounted = false }: Known = {},
): LeadPages {
  if (shows(pages, id)) {
    return counted(withoutLead(pages, id), isCounted ? 0 : -1);
  }
  const belonged = before !== undefined && !isWhole(pages) && matches(before, filters, period, false);
  return belonged && !isCounted ? counted(pages, -1) : pages;
}

const shows = (pages: LeadPages, id: string) => leadsOf(pages).some((lead) => lead.id === id);

const withoutLead = (pages: LeadPages, id: string) => mapped(pages, (data) => data.filter((lead) => lead.id !== id));

const isWhole = (pages: LeadPages) => pages.pages.at(-1)?.nextCursor === null;

/** Nothing changes its place in such an order: what stands within the part that was read, and was not there, is new to the list. */
const isByAge = ({ sort = NEWEST_FIRST }: LeadFilters) => sort === "-createdAt" || sort === "createdAt";

/**
 * The list with a first page that was read just now on top of it: what is new in it is added, what changed is replaced, and what would
 * stand in it but does not is gone.
 */
export function withHead(pages: LeadPages, head: LeadPage, filters: LeadFilters = {}): LeadPages {
  const { sort = NEWEST_FIRST } = filters;
  const known = new Set(leadsOf(pages).map((lead) => lead.id));
  const isApart = !head.data.some((lead) => known.has(lead.id));
  const last = head.data.at(-1);
  // Between what is shown and a page of which nothing is shown there may be a hole; and in an order by name or
  // age what is new stands anywhere.
  if (isApart || !last || head.nextCursor === null || !sort.startsWith("-")) {
    return { pages: [head], pageParams: pages.pageParams.slice(0, 1) };
  }
  const inHead = new Set(head.data.map((lead) => lead.id));
  const comesBefore = orderOf(filters);
  const rest = mapped(pages, (data) => data.filter((lead) => !inHead.has(lead.id) && !comesBefore(lead, last)));
  const [first, ...others] = rest.pages;
  return first
    ? {
        ...rest,
        pages: [{ ...first, data: [...head.data, ...first.data], total: head.total ?? first.total }, ...others],
      }
    : pages;
}

function matches(lead: Lead, filters: LeadFilters, { from, to }: Period, wasThere: boolean): boolean {
  const at = Date.parse(lead.createdAt);
  return (
    is(filters.status, lead.status) &&
    is(filters.source, lead.source) &&
    is(filters.owner, lead.ownerId ?? "none") &&
    is(filters.venue, lead.venueId) &&
    (filters.tag === undefined || lead.tags.includes(filters.tag)) &&
    (!from || at >= Date.parse(from)) &&
    (!to || at < Date.parse(to)) &&
    // Only the server knows what its search finds.
    (filters.q === undefined || wasThere)
  );
}

const is = (wanted: string | undefined, actual: string | null) => wanted === undefined || wanted === actual;

function inserted(pages: LeadPages, lead: Lead, filters: LeadFilters, wasThere: boolean): LeadPages {
  const comesBefore = orderOf(filters);
  for (const [index, page] of pages.pages.entries()) {
    const place = page.data.findIndex((other) => comesBefore(lead, other));
    if (place >= 0) {
      return replaced(pages, index, page.data.toSpliced(place, 0, lead));
    }
  }
  const last = pages.pages.length - 1;
  const page = pages.pages[last];
  return page && (wasThere || page.nextCursor === null) ? replaced(pages, last, [...page.data, lead]) : pages;
}

function orderOf({ sort = NEWEST_FIRST }: LeadFilters): (one: Lead, other: Lead) => boolean {
  switch (sort) {
    case "createdAt":
      return (one, other) => one.createdAt < other.createdAt;
    case "-updatedAt":
      return (one, other) => one.updatedAt > other.updatedAt;
    case "fullName":
      return (one, other) => one.fullName !== null && one.fullName.localeCompare(other.fullName ?? "\uffff") < 0;
    default:
      return (one, other) => one.createdAt > other.createdAt;
  }
}

function mapped(pages: LeadPages, change: (data: Lead[]) => Lead[]): LeadPages {
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, data: change(page.data) })) };
}

function replaced(pages: LeadPages, index: number, data: Lead[]): LeadPages {
  return { ...pages, pages: pages.pages.with(index, { ...pages.pages[index]!, data }) };
}

function counted(pages: LeadPages, by: number): LeadPages {
  const [first] = pages.pages;
  return by !== 0 && first && typeof first.total === "number"
    ? { ...pages, pages: pages.pages.with(0, { ...first, total: first.total + by }) }
    : pages;
}
