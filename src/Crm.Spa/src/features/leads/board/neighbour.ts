const FORWARD = { ltr: "ArrowRight", rtl: "ArrowLeft" } as const;
const BACK = { ltr: "ArrowLeft", rtl: "ArrowRight" } as const;

/** The stage that an arrow key leads to from this one: forward is where one reads to. Null: it leads nowhere. */
export function neighbour(
  stages: readonly string[],
  from: string,
  key: string,
  direction: "ltr" | "rtl",
): string | null {
  const place = stages.indexOf(from);
  const step = key === FORWARD[direction] ? 1 : key === BACK[direction] ? -1 : 0;
  return place < 0 || step === 0 ? null : (stages[place + step] ?? null);
}
