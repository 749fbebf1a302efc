import { Stack, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useVenueNames } from "@/api/venues";
import { useFormat } from "@/i18n/useFormat";
import { Bidi, Ltr } from "@/ui/Bidi";
import { Facts } from "@/ui/Facts";
import { Phone } from "@/ui/Phone";
import type { Guest } from "./guests";

export function GuestFacts({ guest }: { guest: Guest }) {
  const { t } = useTranslation("hotspot-users");
  const format = useFormat();
  const venueName = useVenueNames();
  const fields = Object.entries<unknown>(guest.customFields ?? {});

  return (
    <>
      <Stack component="section" gap="sm">
        <Title order={3}>{t("details")}</Title>
        <Facts
          facts={[
            [t("venue"), <Bidi>{venueName(guest.venueId) ?? t("unknownVenue")}</Bidi>],
            [t("phone"), guest.phone ? <Phone number={guest.phone} /> : guest.phoneRaw && <Ltr>{guest.phoneRaw}</Ltr>],
            [t("email"), guest.email && <Ltr>{guest.email}</Ltr>],
            [t("mac"), guest.macAddress && <Ltr>{guest.macAddress}</Ltr>],
            [t("language"), guest.language && format.nameOf("language", guest.language)],
            ...fields.map(
              ([name, value]) =>
                [name, <Bidi>{typeof value === "string" ? value : JSON.stringify(value)}</Bidi>] as const,
            ),
          ]}
        />
      </Stack>
      <Stack component="section" gap="sm">
        <Title order={3}>{t("visitsTitle")}</Title>
        <Facts
          facts={[
            [t("visits"), format.number(guest.visitCount)],
            [t("firstSeen"), format.dateTime(guest.firstSeenAt)],
            [t("lastSeen"), format.dateTime(guest.lastSeenAt)],
          ]}
        />
      </Stack>
    </>
  );
}
