const INTERVALS = 4;
const ROUND = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** Round figures from the top of a scale down to zero; the first is at least as large as what is to be shown. */
export function ticksFor(largest: number): number[] {
  const least = Math.max(1, largest / INTERVALS);
  const power = 10 ** Math.floor(Math.log10(least));
  const step = ROUND.map((factor) => factor * power).find((size) => size >= least && Number.isInteger(size))!;
  return Array.from({ length: INTERVALS + 1 }, (_, at) => step * (INTERVALS - at));
}
