import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, versioned } from "@/api/client";
import { useIs } from "@/api/me";
import type { Venue } from "@/api/venues";
import { useFormat } from "@/i18n/useFormat";
import { Bidi, Ltr } from "@/ui/Bidi";
import { Facts } from "@/ui/Facts";
import { BackLink, ButtonLink } from "@/ui/links";
import { Page } from "@/ui/Page";
import { QueryView } from "@/ui/QueryView";
import { Section } from "@/ui/Section";
import { AccessLog } from "./access-log/AccessLog";
import { useDeletion } from "./useDeletion";
import { VenueForm } from "./VenueForm";

export function VenueScreen() {
  const { t } = useTranslation("venues");
  const { venueId } = useParams({ from: "/signed-in/venues/$venueId" });
  const isAdmin = useIs("admin");
  const venue = useQuery({
    queryKey: ["venues", venueId],
    queryFn: () => versioned(api.GET("/api/v1/venues/{venueId}", { params: { path: { venueId } } })),
  });

  return (
    <Page
      title={venue.data?.value.name ?? t("title")}
      back={<BackLink to="/venues">{t("back")}</BackLink>}
      actions={isAdmin && venue.data && <Actions venue={venue.data.value} etag={venue.data.etag} />}
    >
      <QueryView query={venue}>
        {({ value }) => (
          <>
            <VenueFacts venue={value} />
            {isAdmin && <AccessLog venue={value} />}
          </>
        )}
      </QueryView>
    </Page>
  );
}

function Actions({ venue, etag }: { venue: Venue; etag: string | null }) {
  const { t } = useTranslation("venues");
  const [isEditing, editing] = useDisclosure(false);
  const deletion = useDeletion(venue);
  return (
    <>
      <Button variant="default" leftSection={<IconPencil size={18} aria-hidden />} onClick={editing.open}>
        {t("common:edit")}
      </Button>
      <Button
        variant="light"
        color="red"
        leftSection={<IconTrash size={18} aria-hidden />}
        loading={deletion.isPending}
        onClick={() => void deletion.ask()}
      >
        {t("common:delete")}
      </Button>
      {isEditing && <VenueForm venue={venue} etag={etag} close={editing.close} />}
    </>
  );
}

function VenueFacts({ venue }: { venue: Venue }) {
  const { t } = useTranslation("venues");
  const format = useFormat();
  return (
    <Section
      title={t("facts")}
      actions={
        <ButtonLink to="/hotspot-users" search={{ venue: venue.id }} variant="light" size="sm">
          {t("showGuests")}
        </ButtonLink>
      }
    >
      <Facts
        cols={3}
        facts={[
          [t("address"), venue.address && <Bidi>{venue.address}</Bidi>],
          [t("externalId"), venue.externalId && <Ltr>{venue.externalId}</Ltr>],
          [t("timeZone"), venue.timeZone ? <Ltr>{venue.timeZone}</Ltr> : t("companyZone")],
          [t("keptFor"), t("days", { count: venue.accessLogRetentionDays })],
          [t("createdAt"), format.date(venue.createdAt)],
          [t("id"), <Ltr>{venue.id}</Ltr>],
        ]}
      />
    </Section>
  );
}
