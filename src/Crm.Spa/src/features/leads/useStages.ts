import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { pipelineQuery, type Stage } from "./queries";

export type NamedStage = Stage & { label: string; color: string };

const OPEN_COLORS = ["blue", "cyan", "violet", "indigo", "grape", "teal"];

/** The company's stages by their names, in their order. */
export function useStages() {
  const { data } = useQuery(pipelineQuery);
  const nameOf = useStageName();
  return useMemo(() => {
    const stages = (data?.value.stages ?? []).map((stage, index): NamedStage => ({
      ...stage,
      label: nameOf(stage.key, stage.name),
      color: colorOf(stage, index),
    }));
    const byKey = new Map(stages.map((stage) => [stage.key, stage]));
    return {
      stages,
      /** Also of a stage that is no more. */
      of: (key: string): NamedStage =>
        byKey.get(key) ?? { key, name: null, kind: "open", label: nameOf(key, null), color: "gray" },
    };
  }, [data, nameOf]);
}

/** What the company calls it; else our word for it. */
export function useStageName() {
  const { t, i18n } = useTranslation("leads");
  return useMemo(
    () => (key: string, name: string | null) =>
      name ?? (i18n.exists(`leads:stage.${key}`) ? t(`stage.${key}`) : spaced(key)),
    [t, i18n],
  );
}

function colorOf(stage: Stage, index: number): string {
  return stage.kind === "won" ? "green" : stage.kind === "lost" ? "gray" : OPEN_COLORS[index % OPEN_COLORS.length]!;
}

const spaced = (key: string) => key.replace(/[_-]+/g, " ").trim();
