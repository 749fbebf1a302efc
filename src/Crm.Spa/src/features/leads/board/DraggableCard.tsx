import { useDraggable } from "@dnd-kit/core";
import { ActionIcon } from "@mantine/core";
import { IconGripVertical } from "@tabler/icons-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Lead } from "../pages";
import { useNames } from "../useNames";
import { Card } from "./Card";
import { StageMenu } from "./StageMenu";
import type { Dragged } from "./useDragging";

type Props = { lead: Lead; isNew: boolean; mayMove: boolean };

/** The mouse takes a card anywhere; the keyboard takes it by its handle, so that its link and menu stay what they are. */
export const DraggableCard = memo(function DraggableCard({ lead, isNew, mayMove }: Props) {
  const { t } = useTranslation("leads");
  const names = useNames();
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, isDragging } = useDraggable({
    id: lead.id,
    data: { lead } satisfies Dragged,
    disabled: !mayMove,
    attributes: { roleDescription: t("board.draggable") },
  });
  const { onKeyDown, ...pointer } = listeners ?? {};

  return (
    <div ref={setNodeRef} {...pointer}>
      <Card
        lead={lead}
        isNew={isNew}
        isTaken={isDragging}
        tools={
          mayMove && (
            <>
              <StageMenu lead={lead} />
              <ActionIcon
                ref={setActivatorNodeRef}
                variant="subtle"
                color="gray"
                {...attributes}
                onKeyDown={onKeyDown as React.KeyboardEventHandler | undefined}
                aria-label={t("board.handle", { name: names.lead(lead) })}
                style={{ cursor: "grab" }}
              >
                <IconGripVertical size={16} aria-hidden />
              </ActionIcon>
            </>
          )
        }
      />
    </div>
  );
});
