import { Button, Paper, Stack } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useMe } from "@/api/me";
import { byCursor } from "@/api/pages";
import { endOfDay, startOfDay } from "@/i18n/zone";
import { More } from "@/ui/More";
import { Page } from "@/ui/Page";
import { QueryView } from "@/ui/QueryView";
import { Empty } from "@/ui/States";
import { AuditFilters } from "./AuditFilters";
import { AuditRow } from "./AuditRow";
import type { AuditSearch } from "./search";

const A_PAGE = 50;

/** Who did what in the company, newest first. */
export function AuditScreen() {
  const { t } = useTranslation("audit");
  const search = useSearch({ from: "/signed-in/settings/audit" });
  const navigate = useNavigate({ from: "/settings/audit" });
  const list = useAudit(search);
  const isNarrowed = Object.keys(search).length > 0;
  const show = (next: AuditSearch) => void navigate({ search: next, replace: true });

  return (
    <Page title={t("title")} description={t("text")}>
      <AuditFilters search={search} show={show} />
      <Paper p={0}>
        <QueryView
          query={list}
          isEmpty={({ pages }) => pages[0]!.data.length === 0}
          empty={
            <Empty
              icon={IconHistory}
              title={isNarrowed ? t("empty.narrowed") : t("empty.title")}
              action={
                isNarrowed && (
                  <Button variant="light" onClick={() => show({})}>
                    {t("filter.reset")}
                  </Button>
                )
              }
            >
              {isNarrowed ? t("empty.narrowedText") : t("empty.text")}
            </Empty>
          }
        >
          {({ pages }) => (
            <Stack component="ul" gap={0} p={0} m={0} style={{ listStyle: "none" }} aria-label={t("title")}>
              {pages
                .flatMap(({ data }) => data)
                .map((audited) => (
                  <AuditRow key={audited.id} audited={audited} showResource={(resourceId) => show({ resourceId })} />
                ))}
            </Stack>
          )}
        </QueryView>
      </Paper>
      <More query={list} />
    </Page>
  );
}

function useAudit({ from, to, ...search }: AuditSearch) {
  const timeZone = useMe().tenant!.timeZone;
  return useInfiniteQuery({
    queryKey: ["audit", { ...search, from, to }],
    queryFn: ({ pageParam: cursor }) =>
      body(
        api.GET("/api/v1/audit-events", {
          params: {
            query: {
              ...search,
              ...(from ? { from: startOfDay(from, timeZone) } : {}),
              ...(to ? { to: endOfDay(to, timeZone) } : {}),
              ...(cursor ? { cursor } : {}),
              limit: A_PAGE,
            },
          },
        }),
      ),
    placeholderData: keepPreviousData,
    ...byCursor,
  });
}
