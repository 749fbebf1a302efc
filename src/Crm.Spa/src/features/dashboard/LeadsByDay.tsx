import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/useFormat";
import { QueryView } from "@/ui/QueryView";
import { Section } from "@/ui/Section";
import { LoadingRows } from "@/ui/States";
import { ChartTable } from "./ChartTable";
import { DayBars } from "./DayBars";
import { leadReportQuery, REPORT_DAYS } from "./reports";

export function LeadsByDay() {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  const query = useQuery(leadReportQuery("day"));
  return (
    <Section title={t("byDay.title")} description={t("lastDays", { days: format.number(REPORT_DAYS) })}>
      <QueryView query={query} loading={<LoadingRows rows={1} height={256} />}>
        {({ data }) => (
          <>
            <DayBars days={data.map(({ key, leads }) => ({ day: key!, leads }))} />
            <ChartTable
              caption={t("byDay.title")}
              columns={[t("day"), t("common:nav.leads")]}
              rows={data.map(({ key, leads }) => [format.day(key!), format.number(leads)])}
            />
          </>
        )}
      </QueryView>
    </Section>
  );
}
