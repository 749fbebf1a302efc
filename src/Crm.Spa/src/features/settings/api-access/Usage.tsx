import { SegmentedControl, Skeleton, Text } from "@mantine/core";
import { IconChartBar } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { QueryView } from "@/ui/QueryView";
import { Section } from "@/ui/Section";
import { Empty } from "@/ui/States";
import { USAGE_DAYS, usageQuery } from "./tokens";
import { usageTable, type UsageBy } from "./usage";

const UsageChart = lazy(() => import("./UsageChart"));

const HEIGHT = 260;

/** How often a token was used of late, a bar a day. */
export function Usage({ tokenId }: { tokenId: string }) {
  const { t } = useTranslation("api-access");
  const [by, setBy] = useState<UsageBy>("method");
  const usage = useQuery(usageQuery(tokenId));

  return (
    <Section
      title={t("usage.title")}
      description={t("usage.text", { count: USAGE_DAYS })}
      actions={
        <SegmentedControl
          aria-label={t("usage.by")}
          value={by}
          onChange={setBy}
          data={[
            { value: "method", label: t("usage.byMethod") },
            { value: "status", label: t("usage.byStatus") },
          ]}
        />
      }
    >
      <QueryView
        query={usage}
        loading={<Skeleton height={HEIGHT} />}
        isEmpty={({ data }) => data.length === 0}
        empty={
          <Empty icon={IconChartBar} title={t("usage.empty")}>
            {t("usage.emptyText")}
          </Empty>
        }
      >
        {({ data }) => {
          const table = usageTable(data, by, USAGE_DAYS);
          return (
            <Suspense fallback={<Skeleton height={HEIGHT} />}>
              <Text size="sm">{t("usage.total", { count: table.total })}</Text>
              <UsageChart table={table} by={by} height={HEIGHT} />
            </Suspense>
          );
        }}
      </QueryView>
    </Section>
  );
}
