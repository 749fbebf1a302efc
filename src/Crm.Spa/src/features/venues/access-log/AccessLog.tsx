import { Group } from "@mantine/core";
import { IconListDetails } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useMe } from "@/api/me";
import { byCursor } from "@/api/pages";
import type { Venue } from "@/api/venues";
import { endOfDay, startOfDay } from "@/i18n/zone";
import { DayField } from "@/ui/DayField";
import { More } from "@/ui/More";
import { QueryView } from "@/ui/QueryView";
import { Section } from "@/ui/Section";
import { Empty, LoadingRows } from "@/ui/States";
import { Entries } from "./Entries";
import { ExportDay } from "./ExportDay";
import { Verification } from "./Verification";

const A_PAGE = 50;

/** Who was on the Wi-Fi when, as law 5651 wants it kept: written by the hotspot, changed by nobody. */
export function AccessLog({ venue }: { venue: Venue }) {
  const { t } = useTranslation("venues");
  const { from, to } = useSearch({ from: "/signed-in/venues/$venueId" });
  const navigate = useNavigate({ from: "/venues/$venueId" });
  const list = useAccessLog(venue, from, to);
  const narrow = (day: { from?: string; to?: string }) =>
    void navigate({ search: (before) => ({ ...before, ...day }), replace: true, resetScroll: false });

  return (
    <Section title={t("log.title")} description={t("log.text", { days: venue.accessLogRetentionDays })}>
      <Verification venueId={venue.id} />
      <Group align="flex-end" justify="space-between" gap="md">
        <Group align="flex-end" gap="sm">
          <DayField
            label={t("log.from")}
            placeholder={t("common:all")}
            miw={150}
            maxDate={to}
            value={from}
            onChange={(day) => narrow({ from: day || undefined })}
          />
          <DayField
            label={t("log.to")}
            placeholder={t("common:all")}
            miw={150}
            minDate={from}
            value={to}
            onChange={(day) => narrow({ to: day || undefined })}
          />
        </Group>
        <ExportDay venue={venue} />
      </Group>
      <QueryView
        query={list}
        loading={<LoadingRows rows={4} />}
        isEmpty={({ pages }) => pages[0]!.data.length === 0}
        empty={
          <Empty icon={IconListDetails} title={t("log.empty")}>
            {from || to ? t("log.emptyThen") : t("log.emptyText")}
          </Empty>
        }
      >
        {({ pages }) => <Entries entries={pages.flatMap(({ data }) => data)} />}
      </QueryView>
      <More query={list} />
    </Section>
  );
}

function useAccessLog({ id: venueId, timeZone }: Venue, from: string | undefined, to: string | undefined) {
  const { tenant } = useMe();
  const zone = timeZone ?? tenant!.timeZone;
  return useInfiniteQuery({
    queryKey: ["venues", venueId, "access-log", { from, to }],
    queryFn: ({ pageParam: cursor }) =>
      body(
        api.GET("/api/v1/venues/{venueId}/access-log", {
          params: {
            path: { venueId },
            query: {
              limit: A_PAGE,
              ...(from ? { from: startOfDay(from, zone) } : {}),
              ...(to ? { to: endOfDay(to, zone) } : {}),
              ...(cursor ? { cursor } : {}),
            },
          },
        }),
      ),
    placeholderData: keepPreviousData,
    ...byCursor,
  });
}
