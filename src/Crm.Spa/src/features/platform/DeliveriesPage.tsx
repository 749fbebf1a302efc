import { Group, Paper, Select, Stack, TextInput } from "@mantine/core";
import { IconInbox } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { More } from "@/ui/More";
import { Page } from "@/ui/Page";
import { Empty, Failed, LoadingRows } from "@/ui/States";
import { useTyped } from "@/ui/useTyped";
import { DELIVERY_STATUSES } from "./deliveries";
import { DeliveriesTable } from "./DeliveriesTable";

const route = getRouteApi("/signed-in/platform/webhook-events");
const PAGE = 50;

/** Deliveries that belong to no company: what is known about them, never what they say. */
export function DeliveriesPage() {
  const { t } = useTranslation("platform");
  const { status, provider } = route.useSearch();
  const navigate = route.useNavigate();
  const search = (changes: Partial<ReturnType<typeof route.useSearch>>) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true });
  const typed = useTyped(provider ?? "", (wanted) => search({ provider: wanted || undefined }));
  const query = useInfiniteQuery({
    queryKey: ["webhook-events", "platform", status, provider],
    queryFn: ({ pageParam }) =>
      body(
        api.GET("/api/v1/platform/webhook-events", {
          params: { query: { status, provider, cursor: pageParam, limit: PAGE } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const deliveries = query.data?.pages.flatMap(({ data }) => data);

  return (
    <Page title={t("deliveries.title")} description={t("deliveries.about")}>
      <Group align="flex-end" gap="sm">
        <Select
          label={t("deliveries.status")}
          data={DELIVERY_STATUSES.map((value) => ({ value, label: t(`deliveries.is.${value}`) }))}
          value={status ?? null}
          onChange={(value) => search({ status: DELIVERY_STATUSES.find((known) => known === value) })}
          placeholder={t("common:all")}
          clearable
          clearButtonProps={{ "aria-label": t("deliveries.anyStatus") }}
        />
        <TextInput
          label={t("deliveries.provider")}
          placeholder={t("common:all")}
          value={typed.value}
          onChange={(event) => typed.type(event.currentTarget.value)}
        />
      </Group>
      {query.isError && !deliveries && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <LoadingRows />}
      {deliveries && deliveries.length === 0 && (
        <Empty withSheet icon={IconInbox} title={t("deliveries.none")}>
          {t("deliveries.noneText")}
        </Empty>
      )}
      {deliveries && deliveries.length > 0 && (
        <Stack>
          <Paper p={{ base: "xs", md: 0 }}>
            <DeliveriesTable deliveries={deliveries} />
          </Paper>
          <More query={query} />
        </Stack>
      )}
    </Page>
  );
}
