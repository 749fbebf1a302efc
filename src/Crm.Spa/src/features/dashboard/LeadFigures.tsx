import { Paper, SimpleGrid, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/useFormat";
import { Failed } from "@/ui/States";
import { leadReportQuery, REPORT_DAYS } from "./reports";
import { useDuration } from "./useDuration";

/** The company's leads in a few figures, by its own calendar. */
export function LeadFigures() {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  const duration = useDuration();
  const query = useQuery(leadReportQuery("day"));
  if (query.isError && !query.data) {
    return <Failed error={query.error} retry={() => void query.refetch()} />;
  }

  const report = query.data;
  const contact = report?.total.medianSecondsToFirstContact ?? null;
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing="lg" component="dl" m={0}>
      <Figure name={t("figures.today")}>{report && format.number(report.data.at(-1)?.leads ?? 0)}</Figure>
      <Figure name={t("figures.days", { days: format.number(REPORT_DAYS) })}>
        {report && format.number(report.total.leads)}
      </Figure>
      <Figure name={t("figures.conversion")} explanation={t("figures.conversionText")}>
        {report && format.percent(report.total.conversion)}
      </Figure>
      <Figure name={t("figures.contact")} explanation={t("figures.contactText")}>
        {report && (contact === null ? "–" : duration(contact))}
      </Figure>
    </SimpleGrid>
  );
}

function Figure({ name, explanation, children }: { name: string; explanation?: string; children?: ReactNode }) {
  return (
    <Paper p="md">
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0} fw={650} fz={{ base: 24, sm: 30 }} lh={1.3} className="figures">
        {children ?? <Skeleton h={32} w={72} my={4} />}
      </Text>
      {explanation && (
        <Text component="dd" m={0} size="xs" c="dimmed">
          {explanation}
        </Text>
      )}
    </Paper>
  );
}
