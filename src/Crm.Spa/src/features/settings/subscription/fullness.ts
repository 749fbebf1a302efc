const NEAR = 0.9;

/** How full something is, and whether that needs a word; null: it has no limit. */
export function fullness(
  used: number,
  limit: number | null,
): { share: number | null; state: "fine" | "near" | "full" } {
  if (limit === null) {
    return { share: null, state: "fine" };
  }
  const share = limit === 0 ? 1 : Math.min(used / limit, 1);
  return { share, state: share >= 1 ? "full" : share >= NEAR ? "near" : "fine" };
}
