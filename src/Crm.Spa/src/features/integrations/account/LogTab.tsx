import { Group, Select, Stack, Text } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconListDetails } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useFormat } from "@/i18n/useFormat";
import { Ltr } from "@/ui/Bidi";
import { Moment } from "@/ui/Moment";
import { More } from "@/ui/More";
import { Rows } from "@/ui/Rows";
import { Section } from "@/ui/Section";
import { Empty, Failed, LoadingRows } from "@/ui/States";
import { Status } from "@/ui/Status";
import type { Account } from "@/api/accounts";
import type { LogEntry } from "../data";
import { DIRECTIONS, OUTCOMES } from "../routes";
import { useWords } from "../words";

/** Every call to the platform and everything that came from there. */
export function LogTab({ account }: { account: Account }) {
  const { t } = useTranslation("integrations");
  const { direction, outcome } = useSearch({ from: "/signed-in/integrations/$accountId" });
  const log = useInfiniteQuery({
    queryKey: ["accounts", "log", account.id, direction, outcome],
    queryFn: ({ pageParam }) =>
      body(
        api.GET("/api/integrations/accounts/{accountId}/logs", {
          params: { path: { accountId: account.id }, query: { direction, outcome, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const entries = log.data?.pages.flatMap((page) => page.data) ?? [];

  return (
    <Section title={t("log.title")} description={t("log.text")}>
      <Filters />
      {log.data === undefined ? (
        log.isError ? (
          <Failed error={log.error} retry={() => void log.refetch()} />
        ) : (
          <LoadingRows />
        )
      ) : entries.length === 0 ? (
        <Empty icon={IconListDetails} title={direction || outcome ? t("log.noneFiltered") : t("log.none")}>
          {t("log.noneText")}
        </Empty>
      ) : (
        <Entries entries={entries} />
      )}
      <More query={log} />
    </Section>
  );
}

function Filters() {
  const { t } = useTranslation("integrations");
  const { direction, outcome } = useSearch({ from: "/signed-in/integrations/$accountId" });
  const navigate = useNavigate({ from: "/integrations/$accountId" });
  return (
    <Group gap="sm">
      <Select
        label={t("log.direction")}
        placeholder={t("common:all")}
        data={DIRECTIONS.map((one) => ({ value: one, label: t(`direction.${one}`) }))}
        value={direction ?? null}
        onChange={(value) =>
          void navigate({
            search: (now) => ({ ...now, direction: DIRECTIONS.find((one) => one === value) }),
            replace: true,
            resetScroll: false,
          })
        }
        clearable
        clearButtonProps={{ "aria-label": t("filter.clear", { filter: t("log.direction") }) }}
      />
      <Select
        label={t("log.outcome")}
        placeholder={t("common:all")}
        data={OUTCOMES.map((one) => ({ value: one, label: t(`outcome.${one}`) }))}
        value={outcome ?? null}
        onChange={(value) =>
          void navigate({
            search: (now) => ({ ...now, outcome: OUTCOMES.find((one) => one === value) }),
            replace: true,
            resetScroll: false,
          })
        }
        clearable
        clearButtonProps={{ "aria-label": t("filter.clear", { filter: t("log.outcome") }) }}
      />
    </Group>
  );
}

function Entries({ entries }: { entries: LogEntry[] }) {
  const { t } = useTranslation("integrations");
  const format = useFormat();
  const words = useWords();
  return (
    <Rows
      label={t("log.title")}
      rows={entries}
      idOf={(entry) => entry.id}
      columns={[
        { title: t("log.action"), show: (entry) => words("action", entry.action) },
        { title: t("log.at"), show: (entry) => <Moment at={entry.at} /> },
        { title: t("log.direction"), show: ({ direction }) => t(`direction.${direction}`) },
        { title: t("log.outcome"), show: (entry) => <Outcome entry={entry} /> },
        {
          title: t("log.requestId"),
          show: ({ providerRequestId }) =>
            providerRequestId && (
              <Text inherit className="break">
                <Ltr>{providerRequestId}</Ltr>
              </Text>
            ),
        },
        {
          title: t("log.latency"),
          isFigure: true,
          show: ({ latencyMs }) =>
            latencyMs === null ? null : t("log.milliseconds", { shown: format.number(latencyMs) }),
        },
      ]}
    />
  );
}

function Outcome({ entry }: { entry: LogEntry }) {
  const { t } = useTranslation("integrations");
  const words = useWords();
  const isOk = entry.outcome === "ok";
  return (
    <Stack gap={2} align="flex-start">
      <Status color={isOk ? "green" : "red"} icon={isOk ? IconCircleCheck : IconCircleX}>
        {t(isOk ? "outcome.ok" : "outcome.failed")}
      </Status>
      {entry.code && <Text size="xs">{words("code", entry.code)}</Text>}
    </Stack>
  );
}
