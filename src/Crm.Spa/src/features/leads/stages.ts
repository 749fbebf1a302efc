import { folded } from "@/i18n/text";
import type { Stage } from "./queries";

export const FIRST_STAGE = "new";
export const MOST_STAGES = 20;
const LONGEST_KEY = 40;

/** Open stages come first: a new one stands after the last of its kind's group. */
export function withStage(stages: readonly Stage[], name: string, kind: Stage["kind"]): Stage[] {
  const stage: Stage = { key: keyOf(name, stages), name: name.trim(), kind };
  const end = stages.findLastIndex((other) => isOpen(other) === isOpen(stage)) + 1;
  return stages.toSpliced(end === 0 ? stages.length : end, 0, stage);
}

/** One place up or down; leads begin in the first stage, and no closed stage stands before an open one. */
export function withMoved(stages: readonly Stage[], key: string, step: 1 | -1): Stage[] {
  const from = stages.findIndex((stage) => stage.key === key);
  return mayMove(stages, key, step) ? stages.toSpliced(from, 1).toSpliced(from + step, 0, stages[from]!) : [...stages];
}

export function mayMove(stages: readonly Stage[], key: string, step: 1 | -1): boolean {
  const from = stages.findIndex((stage) => stage.key === key);
  const stage = stages[from];
  const other = stages[from + step];
  return (
    stage !== undefined &&
    other !== undefined &&
    stage.key !== FIRST_STAGE &&
    other.key !== FIRST_STAGE &&
    isOpen(stage) === isOpen(other)
  );
}

/** A stage of another kind stands where its kind stands. */
export function withKind(stages: readonly Stage[], key: string, kind: Stage["kind"]): Stage[] {
  const changed = stages.map((stage) => (stage.key === key ? { ...stage, kind } : stage));
  return [...changed.filter(isOpen), ...changed.filter((stage) => !isOpen(stage))];
}

const isOpen = (stage: Stage) => stage.kind === "open";

/** What a lead's status says for the stage: from its name where that has Latin letters, else any that is free. */
function keyOf(name: string, stages: readonly Stage[]): string {
  const taken = new Set(stages.map((stage) => stage.key));
  const word = folded(name)
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, LONGEST_KEY - 4);
  const base = word || "stage";
  for (let number = 1; ; number++) {
    const key = number === 1 && word ? base : `${base}_${number}`;
    if (!taken.has(key)) {
      return key;
    }
  }
}
