import { Box, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { VenueNames } from "@/features/venues/VenueNames";
import { useFormat } from "@/i18n/useFormat";
import { Bidi, Ltr } from "@/ui/Bidi";
import { AnchorLink } from "@/ui/links";
import { Moment } from "@/ui/Moment";
import { Rows } from "@/ui/Rows";
import { Expiry } from "./Expiry";
import { PermissionStatus } from "./PermissionStatus";
import type { Token } from "./tokens";

export function TokenList({ tokens }: { tokens: Token[] }) {
  const { t } = useTranslation("api-access");
  const format = useFormat();
  return (
    <Rows
      label={t("title")}
      rows={tokens}
      idOf={({ id }) => id}
      columns={[
        { title: t("name"), show: (token) => <Name {...token} /> },
        { title: t("permissions"), show: ({ permissions }) => <PermissionStatus permissions={permissions} /> },
        { title: t("venues"), show: ({ venueIds }) => <VenueNames ids={venueIds} /> },
        {
          title: t("lastUsed"),
          show: ({ lastUsedAt }) => (lastUsedAt ? <Moment at={lastUsedAt} /> : t("neverUsed")),
        },
        { title: t("expires"), show: ({ expiresAt }) => <Expiry at={expiresAt} /> },
        { title: t("requests"), isFigure: true, show: ({ requestCount }) => format.number(requestCount) },
      ]}
    />
  );
}

function Name({ id, name, prefix }: Token) {
  return (
    <Box miw={0}>
      <AnchorLink to="/settings/api-access/$tokenId" params={{ tokenId: id }} inherit fw={600} className="break">
        <Bidi>{name}</Bidi>
      </AnchorLink>
      <Text size="xs" c="dimmed" ff="monospace" fw={400}>
        <Ltr>crm_{prefix}…</Ltr>
      </Text>
    </Box>
  );
}
