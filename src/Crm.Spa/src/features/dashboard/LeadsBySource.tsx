import { Group, Progress, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/useFormat";
import { Bidi } from "@/ui/Bidi";
import { QueryView } from "@/ui/QueryView";
import { Section } from "@/ui/Section";
import { useSourceName } from "@/ui/useSourceName";
import { leadReportQuery, REPORT_DAYS } from "./reports";

const MOST = 8;

/** Where the leads came from: bars whose figures stand beside them, so that nobody needs the picture. */
export function LeadsBySource() {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  const query = useQuery(leadReportQuery("source"));
  return (
    <Section title={t("bySource.title")} description={t("lastDays", { days: format.number(REPORT_DAYS) })}>
      <QueryView
        query={query}
        isEmpty={({ data }) => data.length === 0}
        empty={
          <Text size="sm" c="dimmed">
            {t("bySource.none")}
          </Text>
        }
      >
        {({ data, total }) => (
          <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: "none" }}>
            {data.slice(0, MOST).map(({ key, leads }) => (
              <SourceBar key={key} source={key} leads={leads} all={total.leads} />
            ))}
          </Stack>
        )}
      </QueryView>
    </Section>
  );
}

function SourceBar({ source, leads, all }: { source: string | null; leads: number; all: number }) {
  const format = useFormat();
  const sourceName = useSourceName();
  const share = all === 0 ? 0 : leads / all;
  return (
    <li>
      <Group justify="space-between" wrap="nowrap" gap="sm" mb={4}>
        <Text size="sm" truncate>
          <Bidi>{sourceName(source)}</Bidi>
        </Text>
        <Text size="sm" className="figures" style={{ flexShrink: 0 }}>
          <b>{format.number(leads)}</b>{" "}
          <Text span c="dimmed" inherit>
            {format.percent(share)}
          </Text>
        </Text>
      </Group>
      <Progress.Root size="md" aria-hidden>
        <Progress.Section value={share * 100} withAria={false} />
      </Progress.Root>
    </li>
  );
}
