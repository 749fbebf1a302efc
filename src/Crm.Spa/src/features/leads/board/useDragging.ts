import {
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
  type DragEndEvent,
  type DragStartEvent,
  type KeyboardCoordinateGetter,
} from "@dnd-kit/core";
import { useDirection } from "@mantine/core";
import { useState } from "react";
import type { Lead } from "../pages";
import { useMove } from "../useMove";
import { useStages } from "../useStages";
import { neighbour } from "./neighbour";

/** What a card carries while it is dragged. */
export type Dragged = { lead: Lead };

/** What a column is to what is dragged over it. */
export type Target = { stage: string };

export function useDragging() {
  const [lead, setLead] = useState<Lead | null>(null);
  const move = useMove();
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    // A finger scrolls; one that rests on a card takes it.
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: useColumnSteps() }),
  );

  return {
    sensors,
    lead,
    start: ({ active }: DragStartEvent) => setLead((active.data.current as Dragged).lead),
    cancel: () => setLead(null),
    end({ active, over }: DragEndEvent) {
      setLead(null);
      const stage = (over?.data.current as Target | undefined)?.stage;
      if (stage) {
        move((active.data.current as Dragged).lead, stage);
      }
    },
  };
}

/** One press of an arrow brings the card to the next column. */
function useColumnSteps(): KeyboardCoordinateGetter {
  const { stages } = useStages();
  const { dir } = useDirection();

  return (event, { currentCoordinates, context: { active, over, droppableRects } }) => {
    const from = ((over?.data.current as Target | undefined)?.stage ??
      (active?.data.current as Dragged | undefined)?.lead.status)!;
    const to = neighbour(
      stages.map((stage) => stage.key),
      from,
      event.code,
      dir,
    );
    const rect = to && droppableRects.get(to);
    if (!to || !rect) {
      return undefined;
    }
    event.preventDefault();
    return { ...currentCoordinates, x: rect.left };
  };
}
