import { closestCorners, DndContext, DragOverlay, pointerWithin, type CollisionDetection } from "@dnd-kit/core";
import { Group, ScrollArea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useStages } from "../useStages";
import { Card } from "./Card";
import { Column } from "./Column";
import { useAnnouncements } from "./useAnnouncements";
import { useDragging } from "./useDragging";

// A pointer is where it points; the keyboard has none, and its card lies on the column it was brought to.
const collisions: CollisionDetection = (found) =>
  found.pointerCoordinates ? pointerWithin(found) : closestCorners(found);

type Props = { arrived: ReadonlySet<string>; mayMove: boolean };

/** The leads by stage; a card is moved by mouse, finger or keyboard, or by its menu. */
export function Board({ arrived, mayMove }: Props) {
  const { t } = useTranslation("leads");
  const { stages } = useStages();
  const dragging = useDragging();
  const accessibility = useAnnouncements();

  return (
    <DndContext
      sensors={dragging.sensors}
      collisionDetection={collisions}
      accessibility={accessibility}
      onDragStart={dragging.start}
      onDragEnd={dragging.end}
      onDragCancel={dragging.cancel}
    >
      <ScrollArea
        type="auto"
        offsetScrollbars="x"
        viewportProps={{ tabIndex: 0, "aria-label": t("board.title"), role: "region" }}
      >
        <Group wrap="nowrap" align="stretch" gap="md" pb="xs">
          {stages.map((stage) => (
            <Column key={stage.key} stage={stage} arrived={arrived} mayMove={mayMove} />
          ))}
        </Group>
      </ScrollArea>
      <DragOverlay>{dragging.lead && <Card lead={dragging.lead} isFloating />}</DragOverlay>
    </DndContext>
  );
}
