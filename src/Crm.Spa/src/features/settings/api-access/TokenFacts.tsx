import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { membersQuery } from "@/api/members";
import { VenueNames } from "@/features/venues/VenueNames";
import { useFormat } from "@/i18n/useFormat";
import { Bidi, Ltr } from "@/ui/Bidi";
import { Facts } from "@/ui/Facts";
import { Moment } from "@/ui/Moment";
import { Section } from "@/ui/Section";
import { Expiry } from "./Expiry";
import { PermissionStatus } from "./PermissionStatus";
import type { Token } from "./tokens";

export function TokenFacts({ token }: { token: Token }) {
  const { t } = useTranslation("api-access");
  const format = useFormat();
  const { data: members } = useQuery(membersQuery);
  const creator = members?.find(({ id }) => id === token.createdBy);

  return (
    <Section title={t("facts")}>
      <Facts
        cols={3}
        facts={[
          [t("permissions"), <PermissionStatus permissions={token.permissions} />],
          [t("venues"), <VenueNames ids={token.venueIds} />],
          [t("expires"), <Expiry at={token.expiresAt} />],
          [t("addresses"), token.allowedIps ? <Ltr>{token.allowedIps.join(", ")}</Ltr> : t("anywhere")],
          [t("lastUsed"), token.lastUsedAt ? <Moment at={token.lastUsedAt} /> : t("neverUsed")],
          [t("lastAddress"), token.lastUsedIp && <Ltr>{token.lastUsedIp}</Ltr>],
          [t("requests"), format.number(token.requestCount)],
          [
            t("prefix"),
            <Text className="ltr" ff="monospace" span>
              crm_{token.prefix}…
            </Text>,
          ],
          [t("createdAt"), <Moment at={token.createdAt} />],
          [t("createdBy"), creator && <Bidi>{creator.fullName}</Bidi>],
        ]}
      />
    </Section>
  );
}
