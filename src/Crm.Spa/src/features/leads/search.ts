export const SORTS = ["-createdAt", "createdAt", "-updatedAt", "fullName"] as const;
export type Sort = (typeof SORTS)[number];
export const NEWEST_FIRST: Sort = "-createdAt";

export const TABS = ["details", "submissions", "consents", "timeline"] as const;
export type Tab = (typeof TABS)[number];

/** Which leads are shown. Days are calendar days of the company. */
export type LeadFilters = {
  q?: string;
  status?: string;
  source?: string;
  /** A member's id, or "none". */
  owner?: string;
  venue?: string;
  tag?: string;
  from?: string;
  to?: string;
  sort?: Sort;
};

/** What the address of the table and of the board says: a link shows the same to whoever may see it. */
export type LeadSearch = LeadFilters & { lead?: string; tab?: Tab };

const WORDS = ["q", "status", "source", "owner", "venue", "tag"] as const;
const DAYS = ["from", "to"] as const;

/** Reads an address that anybody may have typed: what makes no sense is as if it were not there. */
export function readSearch(raw: Record<string, unknown>): LeadSearch {
  const search: LeadSearch = {};
  for (const name of WORDS) {
    const word = textOf(raw[name]);
    if (word) {
      search[name] = word;
    }
  }
  for (const name of DAYS) {
    const day = textOf(raw[name]);
    if (day && isDay(day)) {
      search[name] = day;
    }
  }
  const sort = SORTS.find((known) => known === raw.sort);
  const tab = TABS.find((known) => known === raw.tab);
  const lead = textOf(raw.lead);
  return {
    ...search,
    ...(sort && sort !== NEWEST_FIRST ? { sort } : {}),
    ...(lead ? { lead } : {}),
    ...(lead && tab && tab !== "details" ? { tab } : {}),
  };
}

/** The filters alone, which tell one list from another. */
export function filtersOf(search: LeadSearch): LeadFilters {
  return only(search, [...WORDS, ...DAYS, "sort"]);
}

/** On the board every stage has its column, and each column its order. */
export function boardFiltersOf(search: LeadSearch): LeadFilters {
  return only(search, [...WORDS.filter((name) => name !== "status"), ...DAYS]);
}

export function isFiltered(filters: LeadFilters): boolean {
  return [...WORDS, ...DAYS].some((name) => filters[name] !== undefined);
}

function only(search: LeadSearch, names: (keyof LeadFilters)[]): LeadFilters {
  return Object.fromEntries(names.filter((name) => search[name] !== undefined).map((name) => [name, search[name]]));
}

function isDay(text: string): boolean {
  const moment = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

// The router reads ?q=0532 as a figure.
function textOf(value: unknown): string | undefined {
  const text = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
  return text === "" ? undefined : text;
}
