import { Box, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useVenueNames } from "@/api/venues";
import { useFormat } from "@/i18n/useFormat";
import { Bidi, Ltr } from "@/ui/Bidi";
import { AnchorLink } from "@/ui/links";
import { Moment } from "@/ui/Moment";
import { Phone } from "@/ui/Phone";
import { Rows } from "@/ui/Rows";
import { ConsentStatus } from "./ConsentStatus";
import { nameOf, type Guest } from "./guests";
import type { GuestSearch } from "./search";

export function GuestList({ guests, filters }: { guests: Guest[]; filters: GuestSearch }) {
  const { t } = useTranslation("hotspot-users");
  const format = useFormat();
  const venueName = useVenueNames();
  return (
    <Rows
      label={t("title")}
      rows={guests}
      idOf={({ id }) => id}
      columns={[
        {
          title: t("guest"),
          show: (guest) => (
            <Box miw={0}>
              <AnchorLink
                to="/hotspot-users"
                search={{ ...filters, guest: guest.id }}
                resetScroll={false}
                inherit
                fw={600}
                className="break"
              >
                <Bidi>{nameOf(guest) ?? t("nameless")}</Bidi>
              </AnchorLink>
              {guest.email && guest.fullName && (
                <Text size="sm" c="dimmed" fw={400} className="break">
                  <Ltr>{guest.email}</Ltr>
                </Text>
              )}
            </Box>
          ),
        },
        {
          title: t("phone"),
          show: ({ phone, phoneRaw }) =>
            (phone ?? phoneRaw) && <Ltr>{phone ? <Phone number={phone} /> : phoneRaw}</Ltr>,
        },
        { title: t("venue"), show: ({ venueId }) => <Bidi>{venueName(venueId) ?? t("unknownVenue")}</Bidi> },
        { title: t("consent.label"), show: ({ marketingConsent }) => <ConsentStatus consent={marketingConsent} /> },
        { title: t("lastSeen"), show: ({ lastSeenAt }) => <Moment at={lastSeenAt} /> },
        { title: t("visits"), isFigure: true, show: ({ visitCount }) => format.number(visitCount) },
      ]}
    />
  );
}
