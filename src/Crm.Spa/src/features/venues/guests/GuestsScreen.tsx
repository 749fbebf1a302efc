import { Button, Paper } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconUserPlus, IconWifi } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useIs, useMe } from "@/api/me";
import { byCursor } from "@/api/pages";
import { endOfDay, startOfDay } from "@/i18n/zone";
import { More } from "@/ui/More";
import { Page } from "@/ui/Page";
import { QueryView } from "@/ui/QueryView";
import { Empty } from "@/ui/States";
import { GuestDrawer } from "./GuestDrawer";
import { GuestFilters } from "./GuestFilters";
import { GuestForm } from "./GuestForm";
import { GuestList } from "./GuestList";
import type { GuestSearch } from "./search";

const A_PAGE = 50;

/** Guests of the venues' Wi-Fi, newest first. */
export function GuestsScreen() {
  const { t } = useTranslation("hotspot-users");
  const isMember = useIs("member");
  const [isAdding, adding] = useDisclosure(false);
  const { guest, ...filters } = useSearch({ from: "/signed-in/hotspot-users" });
  const navigate = useNavigate({ from: "/hotspot-users" });
  const list = useGuests(filters);
  const isNarrowed = Object.keys(filters).length > 0;
  const show = (next: GuestSearch) => void navigate({ search: next, replace: true, resetScroll: false });
  const add = isMember && (
    <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={adding.open}>
      {t("add")}
    </Button>
  );

  return (
    <Page title={t("title")} description={t("text")} actions={add}>
      <GuestFilters filters={filters} show={show} />
      <Paper>
        <QueryView
          query={list}
          isEmpty={({ pages }) => pages[0]!.data.length === 0}
          empty={
            isNarrowed ? (
              <Empty
                icon={IconWifi}
                title={t("empty.narrowed")}
                action={
                  <Button variant="light" onClick={() => show({})}>
                    {t("filter.reset")}
                  </Button>
                }
              >
                {t("empty.narrowedText")}
              </Empty>
            ) : (
              <Empty icon={IconWifi} title={t("empty.title")} action={add}>
                {t("empty.text")}
              </Empty>
            )
          }
        >
          {({ pages }) => <GuestList guests={pages.flatMap(({ data }) => data)} filters={filters} />}
        </QueryView>
      </Paper>
      <More query={list} />
      {isAdding && <GuestForm venueId={filters.venue} close={adding.close} />}
      <GuestDrawer guestId={guest} close={() => show(filters)} />
    </Page>
  );
}

function useGuests({ venue, q, from, to }: GuestSearch) {
  const timeZone = useMe().tenant!.timeZone;
  return useInfiniteQuery({
    queryKey: ["hotspot-users", "list", { venue, q, from, to }],
    queryFn: ({ pageParam: cursor }) =>
      body(
        api.GET("/api/v1/hotspot-users", {
          params: {
            query: {
              limit: A_PAGE,
              ...(venue ? { venueId: venue } : {}),
              ...(q ? { q } : {}),
              ...(from ? { from: startOfDay(from, timeZone) } : {}),
              ...(to ? { to: endOfDay(to, timeZone) } : {}),
              ...(cursor ? { cursor } : {}),
            },
          },
        }),
      ),
    placeholderData: keepPreviousData,
    ...byCursor,
  });
}
