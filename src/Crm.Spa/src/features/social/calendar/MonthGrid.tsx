import { Paper, Table, Text, useDirection, VisuallyHidden } from "@mantine/core";
import { useEffect, useRef, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/useFormat";
import { DayCell } from "./DayCell";
import { addDays, addMonths, monthOf } from "./month";
import type { Entry } from "./useMonth";

type Props = {
  day: string;
  today: string;
  weeks: string[][];
  entries: Map<string, Entry[]>;
  onDay: (day: string) => void;
};

/** A month as a table. One day is in the order of the tab key; the arrows lead to the others, as in every calendar. */
export function MonthGrid({ day, today, weeks, entries, onDay }: Props) {
  const { t } = useTranslation("social");
  const format = useFormat();
  const { dir } = useDirection();
  const chosen = useRef<HTMLButtonElement>(null);
  const wasMoved = useRef(false);
  const weekday = (style: "short" | "long" | "narrow", shown: string) =>
    new Intl.DateTimeFormat(format.locale, { timeZone: "UTC", weekday: style }).format(new Date(`${shown}T00:00:00Z`));

  useEffect(() => {
    if (wasMoved.current) {
      wasMoved.current = false;
      chosen.current?.focus();
    }
  }, [day]);

  const move = (event: KeyboardEvent) => {
    const next = dayAfter(event.key, day, dir === "rtl");
    if (next) {
      event.preventDefault();
      wasMoved.current = true;
      onDay(next);
    }
  };

  return (
    <Paper p={0} style={{ overflow: "hidden" }}>
      <Table withColumnBorders layout="fixed" verticalSpacing={4} horizontalSpacing={4} onKeyDown={move}>
        <Table.Caption m={0} h={0} p={0} style={{ overflow: "hidden" }}>
          <VisuallyHidden>{t("calendar.caption")}</VisuallyHidden>
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            {weeks[0]!.map((shown) => (
              <Table.Th key={shown} scope="col" ta="center" fz="sm" abbr={weekday("long", shown)}>
                <Text span inherit visibleFrom="sm">
                  {weekday("short", shown)}
                </Text>
                <Text span inherit hiddenFrom="sm">
                  {weekday("narrow", shown)}
                </Text>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {weeks.map((week) => (
            <Table.Tr key={week[0]}>
              {week.map((shown) => (
                <DayCell
                  key={shown}
                  day={shown}
                  isChosen={shown === day}
                  isToday={shown === today}
                  isOther={monthOf(shown) !== monthOf(day)}
                  entries={entries.get(shown) ?? []}
                  onChoose={() => onDay(shown)}
                  ref={shown === day ? chosen : undefined}
                />
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function dayAfter(key: string, day: string, isFromRight: boolean): string | null {
  switch (key) {
    case "ArrowLeft":
      return addDays(day, isFromRight ? 1 : -1);
    case "ArrowRight":
      return addDays(day, isFromRight ? -1 : 1);
    case "ArrowUp":
      return addDays(day, -7);
    case "ArrowDown":
      return addDays(day, 7);
    case "PageUp":
      return addMonths(day, -1);
    case "PageDown":
      return addMonths(day, 1);
    default:
      return null;
  }
}
