import { Paper, Stack, TextInput } from "@mantine/core";
import { IconBuilding, IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { More } from "@/ui/More";
import { Page } from "@/ui/Page";
import { Empty, Failed, LoadingRows } from "@/ui/States";
import { useTyped } from "@/ui/useTyped";
import { TenantsTable } from "./TenantsTable";

const route = getRouteApi("/signed-in/platform/");
const PAGE = 50;

/** All companies on this server: what they have booked, never what is theirs. */
export function TenantsPage() {
  const { t } = useTranslation("platform");
  const { q } = route.useSearch();
  const navigate = route.useNavigate();
  const typed = useTyped(q ?? "", (wanted) => void navigate({ search: { q: wanted || undefined }, replace: true }));
  const query = useInfiniteQuery({
    queryKey: ["platform", "tenants", q],
    queryFn: ({ pageParam }) =>
      body(api.GET("/api/v1/platform/tenants", { params: { query: { q, cursor: pageParam, limit: PAGE } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const tenants = query.data?.pages.flatMap(({ data }) => data);

  return (
    <Page title={t("tenants.title")} description={t("tenants.about")}>
      <TextInput
        type="search"
        aria-label={t("tenants.search")}
        placeholder={t("tenants.search")}
        leftSection={<IconSearch size={18} aria-hidden />}
        value={typed.value}
        onChange={(event) => typed.type(event.currentTarget.value)}
        maw={420}
      />
      {query.isError && !tenants && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <LoadingRows />}
      {tenants && tenants.length === 0 && (
        <Empty withSheet icon={IconBuilding} title={q ? t("tenants.notFound") : t("tenants.none")}>
          {q ? t("tenants.notFoundText") : t("tenants.noneText")}
        </Empty>
      )}
      {tenants && tenants.length > 0 && (
        <Stack>
          <Paper p={{ base: "xs", md: 0 }}>
            <TenantsTable tenants={tenants} />
          </Paper>
          <More query={query} />
        </Stack>
      )}
    </Page>
  );
}
