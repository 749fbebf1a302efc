import "@mantine/charts/styles.layer.css";
import { LineChart } from "@mantine/charts";
import { SimpleGrid, Stack, Table, Text, Title, VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useFormat } from "@/i18n/useFormat";
import { QueryView } from "@/ui/QueryView";
import { Section } from "@/ui/Section";
import { useAxes } from "@/ui/useAxes";
import type { components } from "@/api/schema";

type Day = components["schemas"]["AccountDayDto"];

const SERIES = [
  { name: "followerCount", label: "followers", color: "brand.6" },
  { name: "likesCount", label: "likes", color: "pink.7" },
  { name: "videoCount", label: "videos", color: "teal.7" },
  { name: "followingCount", label: "following", color: "orange.7" },
] as const;

/** One figure a day, as each synchronisation has found them. */
export default function StatsCharts({ accountId }: { accountId: string }) {
  const { t } = useTranslation("integrations");
  const stats = useQuery({
    queryKey: ["accounts", "stats", accountId],
    queryFn: async () =>
      (await body(api.GET("/api/integrations/accounts/{accountId}/stats", { params: { path: { accountId } } }))).data,
  });
  return (
    <Section title={t("stats.title")} description={t("stats.text")}>
      <QueryView
        query={stats}
        isEmpty={(days) => days.length === 0}
        empty={
          <Text size="sm" c="dimmed">
            {t("stats.none")}
          </Text>
        }
      >
        {(days) => (
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
            {SERIES.filter(({ name }) => days.some((day) => day[name] !== null)).map((series) => (
              <Chart key={series.name} days={days} series={series} />
            ))}
          </SimpleGrid>
        )}
      </QueryView>
    </Section>
  );
}

function Chart({ days, series: { name, label, color } }: { days: Day[]; series: (typeof SERIES)[number] }) {
  const { t } = useTranslation("integrations");
  const format = useFormat();
  const axes = useAxes();
  const words = t(`profile.${label}`);
  const figures = days.flatMap((day) => day[name] ?? []);
  // Short figures of days that hardly differ would all be the same.
  const isLevel = Math.max(...figures) - Math.min(...figures) < Math.max(...figures) / 20;
  const isLong = Math.max(...figures) >= 100_000;
  return (
    <Stack gap="xs">
      <Title order={3} size="sm">
        {words}
      </Title>
      <div aria-hidden dir="ltr">
        <LineChart
          h={180}
          data={days.map((day) => ({ day: axes.words(format.day(day.day)), value: day[name] }))}
          dataKey="day"
          series={[{ name: "value", label: words, color }]}
          valueFormatter={(value) => format.number(value)}
          withYAxis={!(isLevel && isLong)}
          {...axes.props}
          yAxisProps={{
            ...axes.props.yAxisProps,
            domain: ["auto", "auto"],
            tickFormatter: (value: number) => (isLong ? format.compact(value) : format.number(value)),
          }}
          lineChartProps={{ accessibilityLayer: false }}
          curveType="monotone"
          withDots={days.length < 32}
        />
      </div>
      <VisuallyHidden>
        <Figures days={days} name={name} caption={words} />
      </VisuallyHidden>
    </Stack>
  );
}

/** The same figures for who cannot see the line. */
function Figures({ days, name, caption }: { days: Day[]; name: (typeof SERIES)[number]["name"]; caption: string }) {
  const { t } = useTranslation("integrations");
  const format = useFormat();
  return (
    <Table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t("stats.day")}</th>
          <th scope="col">{caption}</th>
        </tr>
      </thead>
      <tbody>
        {days.map((day) => (
          <tr key={day.day}>
            <th scope="row">{format.day(day.day)}</th>
            <td>{day[name] === null ? "—" : format.number(day[name])}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
