import { Button, Group, Paper, Text, VisuallyHidden } from "@mantine/core";
import { IconPlugConnected, IconSearchOff, IconTargetArrow } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { useFormat } from "@/i18n/useFormat";
import { Empty, Failed, LoadingRows } from "@/ui/States";
import { useReady } from "@/ui/useReady";
import { leadsOf, totalOf } from "../pages";
import { leadsQuery } from "../queries";
import { filtersOf, isFiltered } from "../search";
import { useLeadSearch } from "../useLeadSearch";
import { NoFilters } from "./Filters";
import { LeadTable } from "./LeadTable";

type Props = { arrived: ReadonlySet<string>; add?: () => void };

export function LeadList({ arrived, add }: Props) {
  const { t } = useTranslation("leads");
  const format = useFormat();
  const { tenant } = useMe();
  const filters = filtersOf(useLeadSearch().search);
  const query = useInfiniteQuery({ ...leadsQuery(filters, tenant?.timeZone), placeholderData: keepPreviousData });
  const leads = useMemo(() => leadsOf(query.data), [query.data]);
  const isReady = useReady(query.data !== undefined);

  if (!isReady || !query.data) {
    return query.isError ? (
      <Failed error={query.error} retry={() => void query.refetch()} />
    ) : (
      <LoadingRows rows={10} />
    );
  }
  const total = totalOf(query.data);

  return (
    <>
      <Group justify="space-between" mih={22}>
        <Text size="sm" c="dimmed" role="status">
          {total !== null && t("count", { count: total, figure: format.number(total) })}
        </Text>
        <VisuallyHidden role="status">{arrived.size > 0 && t("arrived", { count: arrived.size })}</VisuallyHidden>
      </Group>
      <Paper p={0}>
        {leads.length > 0 ? (
          <LeadTable leads={leads} total={total} arrived={arrived} query={query} isOld={query.isPlaceholderData} />
        ) : isFiltered(filters) ? (
          <Empty icon={IconSearchOff} title={t("noneFound.title")} action={<NoFilters />}>
            {t("noneFound.text")}
          </Empty>
        ) : (
          <Nothing add={add} />
        )}
      </Paper>
      {query.isFetchNextPageError && <Failed error={query.error} retry={() => void query.fetchNextPage()} />}
    </>
  );
}

function Nothing({ add }: { add?: () => void }) {
  const { t } = useTranslation("leads");
  return (
    <Empty
      icon={IconTargetArrow}
      title={t("empty.title")}
      action={
        <Group justify="center">
          <Button component={Link} to="/integrations" leftSection={<IconPlugConnected size={18} aria-hidden />}>
            {t("empty.connect")}
          </Button>
          {add && (
            <Button variant="default" onClick={add}>
              {t("new.open")}
            </Button>
          )}
        </Group>
      }
    >
      {t("empty.text")}
    </Empty>
  );
}
