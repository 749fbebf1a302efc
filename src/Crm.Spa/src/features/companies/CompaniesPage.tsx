import { SimpleGrid, Skeleton, Stack } from "@mantine/core";
import { IconUsersGroup } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { More } from "@/ui/More";
import { Page } from "@/ui/Page";
import { Empty, Failed } from "@/ui/States";
import { CompanyCard } from "./CompanyCard";

const PAGE = 50;
const LOADING_CARDS = 6;
const READ_AGAIN_MS = 60_000;

/** All companies that one works in, on one board: where leads come in, and where something needs a person. */
export function CompaniesPage() {
  const { t } = useTranslation("companies");
  const query = useInfiniteQuery({
    queryKey: ["companies"],
    queryFn: ({ pageParam }) =>
      body(api.GET("/api/v1/tenants/board", { params: { query: { cursor: pageParam, limit: PAGE } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    // The live events are those of one company, the board is of all.
    refetchInterval: READ_AGAIN_MS,
  });
  const companies = query.data?.pages.flatMap(({ data }) => data);

  return (
    <Page title={t("title")} description={t("about")}>
      {query.isError && !companies && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <LoadingCards />}
      {companies && companies.length === 0 && (
        <Empty withSheet icon={IconUsersGroup} title={t("none")}>
          {t("noneText")}
        </Empty>
      )}
      {companies && companies.length > 0 && (
        <Stack>
          <SimpleGrid
            cols={{ base: 1, sm: 2, xl: 3 }}
            spacing="lg"
            component="ul"
            m={0}
            p={0}
            style={{ listStyle: "none" }}
          >
            {companies.map((company) => (
              <CompanyCard key={company.id} company={company} />
            ))}
          </SimpleGrid>
          <More query={query} />
        </Stack>
      )}
    </Page>
  );
}

function LoadingCards() {
  const { t } = useTranslation("companies");
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, xl: 3 }} spacing="lg" role="status" aria-label={t("common:loading")}>
      {Array.from({ length: LOADING_CARDS }, (_, card) => (
        <Skeleton key={card} height={220} radius="md" />
      ))}
    </SimpleGrid>
  );
}
