import "@mantine/charts/styles.layer.css";
import { LineChart } from "@mantine/charts";
import { useFormat } from "@/i18n/useFormat";
import { useAxes } from "@/ui/useAxes";
import { CHART_HEIGHT } from "./LateChart";
import type { FollowerSeries } from "./useFollowers";

const COLORS = ["brand.6", "teal.6", "orange.6", "pink.6", "violet.6", "lime.7", "cyan.6", "red.6"];

/** A line an account. */
export default function FollowerLines({ days, series }: { days: string[]; series: FollowerSeries[] }) {
  const format = useFormat();
  const { props, words } = useAxes();
  return (
    <LineChart
      h={CHART_HEIGHT}
      data={days.map((day) => ({
        day: words(format.day(day)),
        ...Object.fromEntries(series.map(({ accountId, byDay }) => [accountId, byDay.get(day) ?? null])),
      }))}
      dataKey="day"
      series={series.map(({ accountId, name }, at) => ({
        name: accountId,
        label: name,
        color: COLORS[at % COLORS.length]!,
      }))}
      valueFormatter={(count) => words(format.compact(count))}
      curveType="monotone"
      connectNulls
      withDots={false}
      tickLine="none"
      withLegend={series.length > 1}
      {...props}
      yAxisProps={{ ...props.yAxisProps, domain: ["auto", "auto"] }}
      lineChartProps={{ accessibilityLayer: false }}
      lineProps={{ isAnimationActive: false }}
    />
  );
}
