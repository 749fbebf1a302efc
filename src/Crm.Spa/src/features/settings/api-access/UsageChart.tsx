import "@mantine/charts/styles.layer.css";
import { BarChart } from "@mantine/charts";
import { Box, Table, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useCodeText } from "@/i18n/useCodeText";
import { useFormat } from "@/i18n/useFormat";
import { useAxes } from "@/ui/useAxes";
import type { UsageBy, UsageTable } from "./usage";

const COLORS: Record<string, string> = {
  GET: "brand.5",
  POST: "teal.6",
  PUT: "grape.5",
  PATCH: "orange.5",
  DELETE: "red.6",
  "2xx": "teal.6",
  "3xx": "brand.5",
  "4xx": "orange.5",
  "5xx": "red.6",
};

/** Bars for who sees them, and the same figures as a table for who does not. */
export default function UsageChart({ table, by, height }: { table: UsageTable; by: UsageBy; height: number }) {
  const { t } = useTranslation("api-access");
  const format = useFormat();
  const axes = useAxes();
  const codeText = useCodeText("api-access");
  const nameOf = (part: string) => (by === "method" ? part : codeText("usage.class", part, part));

  return (
    <>
      {/* Charts measure from the left; time runs from the side where reading begins. */}
      <Box aria-hidden dir="ltr">
        <BarChart
          h={height}
          data={table.days.map((day) => ({ ...day, day: axes.words(format.day(day.day)) }))}
          dataKey="day"
          type="stacked"
          withLegend
          series={table.parts.map((part) => ({ name: part, label: nameOf(part), color: COLORS[part] ?? "gray.6" }))}
          valueFormatter={(value) => format.number(value)}
          {...axes.props}
          xAxisProps={{ ...axes.props.xAxisProps, interval: "preserveStartEnd" }}
          maxBarWidth={28}
          // Who reads instead of sees has the table; the picture takes no place among what the keyboard reaches.
          barChartProps={{ accessibilityLayer: false }}
          barProps={{ isAnimationActive: false }}
        />
      </Box>
      <VisuallyHidden>
        <UsageFigures table={table} nameOf={nameOf} caption={t("usage.title")} />
      </VisuallyHidden>
    </>
  );
}

type FiguresProps = { table: UsageTable; nameOf: (part: string) => string; caption: string };

function UsageFigures({ table, nameOf, caption }: FiguresProps) {
  const { t } = useTranslation("api-access");
  const format = useFormat();
  return (
    <Table>
      <Table.Caption>{caption}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t("usage.day")}</Table.Th>
          {table.parts.map((part) => (
            <Table.Th key={part} scope="col">
              {nameOf(part)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {table.days.map((day) => (
          <Table.Tr key={day.day}>
            <Table.Th scope="row">{format.day(day.day)}</Table.Th>
            {table.parts.map((part) => (
              <Table.Td key={part}>{format.number(Number(day[part]))}</Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
