import { memo } from "react";
import type { Lead } from "../pages";
import type { LeadSearch } from "../search";
import type { Column } from "./columns";
import classes from "./LeadRow.module.css";

export const ROW_HEIGHT = 60;

type Props = {
  lead: Lead;
  index: number;
  columns: Column[];
  isNew: boolean;
  isOpen: boolean;
  open: (changed: Partial<LeadSearch>) => void;
};

/** The name is the link for keyboard and screen reader; for the mouse the whole row is. */
export const LeadRow = memo(function LeadRow({ lead, index, columns, isNew, isOpen, open }: Props) {
  return (
    <tr
      className={classes.row}
      style={{ height: ROW_HEIGHT }}
      aria-rowindex={index + 2}
      data-new={isNew || undefined}
      data-open={isOpen || undefined}
      onClick={(event) => {
        // With a key held, the link opens elsewhere, as every link does.
        if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
          event.preventDefault();
          open({ lead: lead.id });
        }
      }}
    >
      {columns.map((column) => (
        <td key={column.id} className={classes.cell}>
          {column.show(lead)}
        </td>
      ))}
    </tr>
  );
});
