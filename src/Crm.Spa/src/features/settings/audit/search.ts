/** What the audit log is narrowed to, kept in the address. */
export type AuditSearch = {
  action?: string;
  actorId?: string;
  resourceType?: string;
  resourceId?: string;
  /** Calendar days of the company's. */
  from?: string;
  to?: string;
};

const NAMES = ["action", "actorId", "resourceType", "resourceId", "from", "to"] as const;

export function auditSearch(search: Record<string, unknown>): AuditSearch {
  return Object.fromEntries(
    NAMES.map((name) => [name, search[name]]).filter(([, value]) => typeof value === "string" && value !== ""),
  ) as AuditSearch;
}
