import { Box, Button, Paper, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBuildingStore, IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useIs } from "@/api/me";
import { byCursor } from "@/api/pages";
import type { Venue } from "@/api/venues";
import { Bidi, Ltr } from "@/ui/Bidi";
import { AnchorLink } from "@/ui/links";
import { Moment } from "@/ui/Moment";
import { More } from "@/ui/More";
import { Page } from "@/ui/Page";
import { QueryView } from "@/ui/QueryView";
import { Rows } from "@/ui/Rows";
import { Empty } from "@/ui/States";
import { VenueForm } from "./VenueForm";

const A_PAGE = 50;

export function VenuesScreen() {
  const { t } = useTranslation("venues");
  const isAdmin = useIs("admin");
  const [isAdding, adding] = useDisclosure(false);
  const list = useInfiniteQuery({
    queryKey: ["venues", "list"],
    queryFn: ({ pageParam: cursor }) =>
      body(api.GET("/api/v1/venues", { params: { query: { limit: A_PAGE, ...(cursor ? { cursor } : {}) } } })),
    ...byCursor,
  });

  return (
    <Page
      title={t("title")}
      description={t("text")}
      actions={
        isAdmin && (
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={adding.open}>
            {t("add")}
          </Button>
        )
      }
    >
      <Paper>
        <QueryView
          query={list}
          isEmpty={({ pages }) => pages[0]!.data.length === 0}
          empty={
            <Empty
              icon={IconBuildingStore}
              title={t("empty.title")}
              action={isAdmin && <Button onClick={adding.open}>{t("add")}</Button>}
            >
              {t("empty.text")}
            </Empty>
          }
        >
          {({ pages }) => <VenueList venues={pages.flatMap(({ data }) => data)} />}
        </QueryView>
      </Paper>
      <More query={list} />
      {isAdding && <VenueForm close={adding.close} />}
    </Page>
  );
}

function VenueList({ venues }: { venues: Venue[] }) {
  const { t } = useTranslation("venues");
  return (
    <Rows
      label={t("title")}
      rows={venues}
      idOf={({ id }) => id}
      columns={[
        {
          title: t("name"),
          show: ({ id, name, address }) => (
            <Box miw={0}>
              <AnchorLink to="/venues/$venueId" params={{ venueId: id }} inherit fw={600} className="break">
                <Bidi>{name}</Bidi>
              </AnchorLink>
              {address && (
                <Text size="sm" c="dimmed" fw={400}>
                  <Bidi>{address}</Bidi>
                </Text>
              )}
            </Box>
          ),
        },
        { title: t("externalId"), show: ({ externalId }) => externalId && <Ltr>{externalId}</Ltr> },
        {
          title: t("timeZone"),
          show: ({ timeZone }) => (timeZone ? <Ltr>{timeZone}</Ltr> : t("companyZone")),
        },
        { title: t("createdAt"), show: ({ createdAt }) => <Moment at={createdAt} /> },
        {
          title: t("guests"),
          show: ({ id }) => (
            <AnchorLink to="/hotspot-users" search={{ venue: id }} size="sm">
              {t("showGuests")}
            </AnchorLink>
          ),
        },
      ]}
    />
  );
}
