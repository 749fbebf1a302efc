/** What the guests are narrowed to and whose drawer is open, kept in the address. */
export type GuestSearch = {
  venue?: string;
  q?: string;
  /** Calendar days of the company's. */
  from?: string;
  to?: string;
  guest?: string;
};

const NAMES = ["venue", "q", "from", "to", "guest"] as const;

export function guestSearch(search: Record<string, unknown>): GuestSearch {
  return Object.fromEntries(
    // A telephone number in an address is read as a figure.
    NAMES.map((name) => [name, typeof search[name] === "number" ? String(search[name]) : search[name]]).filter(
      ([, value]) => typeof value === "string" && value !== "",
    ),
  ) as GuestSearch;
}
