export type Change = { member: string; before: unknown; after: unknown };

type Members = Record<string, unknown> | null;

/** What an event changed, member by member; what stayed the same is left out where both sides are known. */
export function changesIn(before: Members, after: Members): Change[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names
    .map((member) => ({ member, before: before?.[member], after: after?.[member] }))
    .filter((change) => !before || !after || JSON.stringify(change.before) !== JSON.stringify(change.after));
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a value of the log is, so that it can be written as people write it. */
export function kindOf(
  value: unknown,
): "nothing" | "yes" | "no" | "number" | "moment" | "id" | "list" | "object" | "text" {
  if (value === null || value === undefined || value === "") {
    return "nothing";
  }
  if (typeof value === "boolean") {
    return value ? "yes" : "no";
  }
  if (typeof value === "number") {
    return "number";
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? "nothing" : "list";
  }
  if (typeof value === "object") {
    return "object";
  }
  return MOMENT.test(String(value)) ? "moment" : ID.test(String(value)) ? "id" : "text";
}
