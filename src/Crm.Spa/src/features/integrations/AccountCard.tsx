import { Box, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/useFormat";
import { Bidi, Ltr } from "@/ui/Bidi";
import { Moment } from "@/ui/Moment";
import { AccountAvatar } from "./AccountAvatar";
import { AccountButtons } from "./AccountButtons";
import { AccountStatus } from "./AccountStatus";
import type { Account } from "@/api/accounts";
import type { Platform } from "@/api/platforms";
import { HealthNotes } from "./HealthNotes";
import { AnchorLink } from "@/ui/links";
import { VenueNames } from "./VenueNames";

/** One account: who it is there, how it is, and what can be done with it. */
export function AccountCard({ account, platform }: { account: Account; platform: Platform }) {
  const { t } = useTranslation("integrations");
  return (
    <Paper p="md" bg="var(--crm-page)">
      <Stack gap="sm">
        <Group wrap="nowrap" align="flex-start" gap="sm">
          <AccountAvatar account={account} />
          <Box flex={1} miw={0}>
            <Group gap="xs" justify="space-between">
              <Title order={3} className="break">
                <AnchorLink to="/integrations/$accountId" params={{ accountId: account.id }} inherit>
                  <Bidi>{account.name}</Bidi>
                </AnchorLink>
              </Title>
              <AccountStatus status={account.status} />
            </Group>
            <Identity account={account} />
            <Times account={account} />
            {account.venueIds.length > 0 && (
              <Text size="sm" c="dimmed">
                {t("venues")} <VenueNames ids={account.venueIds} />
              </Text>
            )}
          </Box>
        </Group>
        <HealthNotes account={account} />
        <AccountButtons account={account} platform={platform} />
      </Stack>
    </Paper>
  );
}

function Identity({ account: { displayName, username, externalId } }: { account: Account }) {
  if (!displayName && !username && !externalId) {
    return null;
  }
  return (
    <Text size="sm" className="break">
      {displayName && <Bidi>{displayName}</Bidi>}{" "}
      {username ? <Ltr>@{username}</Ltr> : !displayName && <Ltr>{externalId}</Ltr>}
    </Text>
  );
}

function Times({ account: { health, lastSyncedAt } }: { account: Account }) {
  const { t } = useTranslation("integrations");
  const format = useFormat();
  const told = lastSyncedAt ?? health.lastOkAt;
  return (
    <Text size="sm" c="dimmed">
      {told && (
        <>
          {lastSyncedAt ? t("times.synced") : t("times.ok")} <Moment at={told} />
          {" · "}
        </>
      )}
      {t("times.uses", { count: health.useCount30Days, shown: format.number(health.useCount30Days) })}
    </Text>
  );
}
