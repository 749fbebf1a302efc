import { Paper, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconClock, IconPlayerPlay } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import type { components } from "@/api/schema";
import { useFormat } from "@/i18n/useFormat";
import { Ltr } from "@/ui/Bidi";
import { Moment } from "@/ui/Moment";
import { Page } from "@/ui/Page";
import { QueryView } from "@/ui/QueryView";
import { Rows, type Column } from "@/ui/Rows";
import { Empty } from "@/ui/States";
import { Status } from "@/ui/Status";

type Job = components["schemas"]["JobDto"];

const READ_AGAIN_MS = 10_000;
const RUNNING = new Set(["executing", "blocked"]);

/** What runs by itself on this server, how it went and when it goes on. */
export function JobsPage() {
  const { t } = useTranslation("platform");
  const query = useQuery({
    queryKey: ["jobs", "platform"],
    queryFn: () => body(api.GET("/api/v1/platform/jobs")),
    refetchInterval: READ_AGAIN_MS,
  });
  return (
    <Page title={t("jobs.title")} description={t("jobs.about")}>
      <QueryView
        query={query}
        isEmpty={({ data }) => data.length === 0}
        empty={
          <Empty withSheet icon={IconClock} title={t("jobs.none")}>
            {t("jobs.noneText")}
          </Empty>
        }
      >
        {({ data }) => (
          <Paper p={{ base: "xs", md: 0 }}>
            <JobsTable jobs={data} />
          </Paper>
        )}
      </QueryView>
    </Page>
  );
}

function JobsTable({ jobs }: { jobs: Job[] }) {
  const { t } = useTranslation("platform");
  const format = useFormat();
  const columns: Column<Job>[] = [
    { title: t("jobs.name"), show: ({ name }) => <JobName name={name} /> },
    { title: t("jobs.outcome"), show: (job) => <Outcome job={job} /> },
    { title: t("jobs.lastRun"), show: ({ lastRunAt }) => (lastRunAt ? <Moment at={lastRunAt} /> : t("jobs.never")) },
    {
      title: t("jobs.duration"),
      show: ({ lastDurationMs: ms }) => (ms === null ? null : t("jobs.ms", { ms: format.number(ms) })),
      isFigure: true,
    },
    { title: t("jobs.nextRun"), show: ({ nextRunAt }) => nextRunAt && <Moment at={nextRunAt} /> },
  ];
  return <Rows label={t("jobs.title")} rows={jobs} idOf={({ name }) => name} columns={columns} />;
}

/** A job of a newer server has its name alone. */
function JobName({ name }: { name: string }) {
  const { t, i18n } = useTranslation("platform");
  const does = `jobs.does.${name}`;
  return (
    <>
      {i18n.exists(`platform:${does}`) && <Text size="sm">{t(does)}</Text>}
      <Text size="xs" c="dimmed" fw={400}>
        <Ltr>{name}</Ltr>
      </Text>
    </>
  );
}

function Outcome({ job }: { job: Job }) {
  const { t } = useTranslation("platform");
  if (job.lastOutcome === "failed") {
    return (
      <>
        <Status color="red" icon={IconAlertTriangle}>
          {t("jobs.failed")}
        </Status>
        {job.lastFault && (
          <Text size="xs" c="dimmed" mt={4} className="break">
            <Ltr>{job.lastFault}</Ltr>
          </Text>
        )}
      </>
    );
  }
  if (RUNNING.has(job.state)) {
    return (
      <Status color="blue" icon={IconPlayerPlay}>
        {t("jobs.running")}
      </Status>
    );
  }
  return job.lastOutcome === "succeeded" ? (
    <Status color="green" icon={IconCircleCheck}>
      {t("jobs.succeeded")}
    </Status>
  ) : (
    <Status color="gray" icon={IconClock}>
      {t("jobs.waiting")}
    </Status>
  );
}
