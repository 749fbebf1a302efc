import { Button, Group, Paper, SegmentedControl, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconPlugConnected, IconRefresh, IconShieldCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useIs } from "@/api/me";
import { useFormat } from "@/i18n/useFormat";
import { Page } from "@/ui/Page";
import { QueryView } from "@/ui/QueryView";
import { Empty } from "@/ui/States";
import { Period } from "../list/Period";
import { reconciliationQuery } from "../queries";
import { Views } from "../Views";
import { DaysTable, type ProvenDay } from "./DaysTable";
import { RunResult } from "./RunResult";
import { stateOf, STATES, StateBadge, type State } from "./StateBadge";
import { useRun } from "./useRun";

const route = getRouteApi("/signed-in/leads/reconciliation");

/** Day by day and form by form, whether every lead that a platform has is here. */
export function ReconciliationPage() {
  const { t } = useTranslation("leads");
  const period = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(reconciliationQuery(period));
  const mayRun = useIs("member");
  const run = useRun();

  return (
    <Page
      title={t("reconciliation.title")}
      description={t("reconciliation.text")}
      wide
      actions={
        <>
          <Views />
          {mayRun && (
            <Button
              leftSection={<IconRefresh size={18} aria-hidden />}
              loading={run.isPending}
              onClick={() => run.mutate()}
            >
              {t("reconciliation.run")}
            </Button>
          )}
        </>
      }
    >
      {run.data && <RunResult pulls={run.data.data} />}
      <Group align="end">
        <Period
          label={t("filter.period")}
          isClearable={period.from !== undefined}
          from={period.from}
          to={period.to}
          emptyText={t("reconciliation.usualPeriod")}
          change={(days) => void navigate({ search: days, replace: true })}
        />
      </Group>
      <QueryView
        query={query}
        isEmpty={({ data }) => data.length === 0}
        empty={
          <Empty
            withSheet
            icon={IconShieldCheck}
            title={t("reconciliation.none")}
            action={
              <Button component={Link} to="/integrations" leftSection={<IconPlugConnected size={18} aria-hidden />}>
                {t("empty.connect")}
              </Button>
            }
          >
            {t("reconciliation.noneText")}
          </Empty>
        }
      >
        {({ data }) => <Days days={data} />}
      </QueryView>
    </Page>
  );
}

function Days({ days }: { days: ProvenDay[] }) {
  const { t } = useTranslation("leads");
  const format = useFormat();
  const [shown, setShown] = useState<State | "all">("all");
  const counts = new Map(STATES.map((state) => [state, days.filter((day) => stateOf(day.state) === state).length]));

  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        {STATES.map((state) => (
          <Paper key={state}>
            <Group justify="space-between">
              <Text fz="h2" fw={650} className="figures">
                {t("reconciliation.days", {
                  count: counts.get(state) ?? 0,
                  figure: format.number(counts.get(state) ?? 0),
                })}
              </Text>
              <StateBadge state={state} />
            </Group>
            <Text size="sm" c="dimmed" mt={4}>
              {t(`reconciliation.stateText.${state}`)}
            </Text>
          </Paper>
        ))}
      </SimpleGrid>
      <SegmentedControl
        aria-label={t("reconciliation.show")}
        value={shown}
        onChange={(value) => setShown(value as State | "all")}
        data={[
          { value: "all", label: t("common:all") },
          ...STATES.map((state) => ({ value: state, label: t(`reconciliation.state.${state}`) })),
        ]}
      />
      <DaysTable days={days.filter((day) => shown === "all" || stateOf(day.state) === shown)} />
    </Stack>
  );
}
