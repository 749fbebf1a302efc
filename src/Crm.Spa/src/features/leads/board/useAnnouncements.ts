import type { DndContextProps, UniqueIdentifier } from "@dnd-kit/core";
import { useTranslation } from "react-i18next";
import { useNames } from "../useNames";
import { useStages } from "../useStages";
import type { Dragged, Target } from "./useDragging";

type Thing = { id: UniqueIdentifier; data: { current?: Record<string, unknown> } } | null;

/** What a screen reader says while a card is moved by the keyboard. */
export function useAnnouncements(): NonNullable<DndContextProps["accessibility"]> {
  const { t } = useTranslation("leads");
  const names = useNames();
  const stages = useStages();
  const nameOf = (active: Thing) => {
    const dragged = active?.data.current as Dragged | undefined;
    return dragged ? names.lead(dragged.lead) : "";
  };
  const stageOf = (over: Thing) => {
    const target = over?.data.current as Target | undefined;
    return target ? stages.of(target.stage).label : null;
  };
  const statusOf = (active: Thing) => stages.of((active?.data.current as Dragged).lead.status).label;

  return {
    screenReaderInstructions: { draggable: t("board.instructions") },
    announcements: {
      onDragStart: ({ active }) => t("board.lifted", { name: nameOf(active), stage: statusOf(active) }),
      onDragOver: ({ active, over }) => {
        const stage = stageOf(over);
        return stage ? t("board.over", { name: nameOf(active), stage }) : t("board.nowhere");
      },
      onDragEnd: ({ active, over }) => {
        const stage = stageOf(over);
        return stage && stage !== statusOf(active)
          ? t("board.dropped", { name: nameOf(active), stage })
          : t("board.putBack", { name: nameOf(active), stage: statusOf(active) });
      },
      onDragCancel: ({ active }) => t("board.putBack", { name: nameOf(active), stage: statusOf(active) }),
    },
  };
}
