import { Group, Select } from "@mantine/core";
import { IconInbox } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { BackLink } from "@/ui/links";
import { More } from "@/ui/More";
import { Page } from "@/ui/Page";
import { Empty, Failed, LoadingRows } from "@/ui/States";
import { usePlatforms } from "@/api/platforms";
import { EVENT_STATUSES } from "../routes";
import { useWords } from "../words";
import { EventDrawer } from "./EventDrawer";
import { EventTable } from "./EventTable";

/** What platforms have sent to this company, and what became of it. */
export function WebhookEventsPage() {
  const { t } = useTranslation("integrations");
  return (
    <Page
      title={t("inbox.title")}
      description={t("inbox.text")}
      back={<BackLink to="/integrations">{t("title")}</BackLink>}
    >
      <Filters />
      <Events />
      <EventDrawer />
    </Page>
  );
}

function Events() {
  const { t } = useTranslation("integrations");
  const { status, provider } = useSearch({ from: "/signed-in/integrations/webhook-events" });
  const events = useInfiniteQuery({
    queryKey: ["webhook-events", "list", status, provider],
    queryFn: ({ pageParam }) =>
      body(api.GET("/api/v1/webhook-events", { params: { query: { status, provider, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: 15_000,
  });
  const shown = events.data?.pages.flatMap((page) => page.data) ?? [];
  if (events.data === undefined) {
    return events.isError ? <Failed error={events.error} retry={() => void events.refetch()} /> : <LoadingRows />;
  }
  return shown.length === 0 ? (
    <Empty withSheet icon={IconInbox} title={status || provider ? t("inbox.noneFiltered") : t("inbox.none")}>
      {t("inbox.noneText")}
    </Empty>
  ) : (
    <>
      <EventTable events={shown} />
      <More query={events} />
    </>
  );
}

function Filters() {
  const { t } = useTranslation("integrations");
  const words = useWords();
  const platforms = usePlatforms();
  const { status, provider } = useSearch({ from: "/signed-in/integrations/webhook-events" });
  const navigate = useNavigate({ from: "/integrations/webhook-events" });
  return (
    <Group gap="sm">
      <Select
        label={t("inbox.status")}
        placeholder={t("common:all")}
        data={EVENT_STATUSES.map((one) => ({ value: one, label: words("eventStatus", one) }))}
        value={status ?? null}
        onChange={(value) =>
          void navigate({
            search: (now) => ({ ...now, status: EVENT_STATUSES.find((one) => one === value) }),
            replace: true,
          })
        }
        clearable
        clearButtonProps={{ "aria-label": t("filter.clear", { filter: t("inbox.status") }) }}
      />
      <Select
        label={t("inbox.platform")}
        placeholder={t("common:all")}
        data={(platforms.data ?? []).map((platform) => ({ value: platform.key, label: platform.name }))}
        value={provider ?? null}
        onChange={(value) =>
          void navigate({ search: (now) => ({ ...now, provider: value ?? undefined }), replace: true })
        }
        clearable
        clearButtonProps={{ "aria-label": t("filter.clear", { filter: t("inbox.platform") }) }}
      />
    </Group>
  );
}
