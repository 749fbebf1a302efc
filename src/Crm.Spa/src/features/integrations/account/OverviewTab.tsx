import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/useFormat";
import { Bidi, Ltr } from "@/ui/Bidi";
import { Facts } from "@/ui/Facts";
import { Moment } from "@/ui/Moment";
import { Section } from "@/ui/Section";
import type { Account } from "@/api/accounts";
import { VenueNames } from "../VenueNames";

/** What is known of a connection: who it is, how long it lasts, how much it is used. */
export function OverviewTab({ account }: { account: Account }) {
  const { t } = useTranslation("integrations");
  return (
    <Stack gap="lg">
      <Section title={t("overview.connection")}>
        <Connection account={account} />
      </Section>
      <Section title={t("overview.use")}>
        <Use account={account} />
      </Section>
    </Stack>
  );
}

function Connection({ account }: { account: Account }) {
  const { t } = useTranslation("integrations");
  const { health } = account;
  return (
    <Facts
      cols={3}
      facts={[
        [t("overview.who"), <Who key="who" account={account} />],
        [t("overview.externalId"), account.externalId && <Ltr>{account.externalId}</Ltr>],
        [t("overview.scopes"), account.scopes.length > 0 ? <Ltr>{account.scopes.join(", ")}</Ltr> : null],
        [
          t("overview.accessEnds"),
          health.accessTokenExpiresAt && (
            <>
              <When at={health.accessTokenExpiresAt} />
              {health.refreshTokenExpiresAt && (
                <Text size="xs" c="dimmed">
                  {t("overview.renewed")}
                </Text>
              )}
            </>
          ),
        ],
        [t("overview.connectionEnds"), health.refreshTokenExpiresAt && <When at={health.refreshTokenExpiresAt} />],
        [
          t("overview.credentialAge"),
          health.credentialAgeDays === null ? null : t("overview.days", { count: health.credentialAgeDays }),
        ],
        [
          t("overview.venues"),
          account.venueIds.length > 0 ? <VenueNames ids={account.venueIds} /> : t("form.venuesAll"),
        ],
      ]}
    />
  );
}

function Who({ account: { displayName, username } }: { account: Account }) {
  const { t } = useTranslation("integrations");
  return displayName || username ? (
    <>
      {displayName && <Bidi>{displayName}</Bidi>} {username && <Ltr>@{username}</Ltr>}
    </>
  ) : (
    t("overview.nobody")
  );
}

function Use({ account: { health, lastSyncedAt, createdAt } }: { account: Account }) {
  const { t } = useTranslation("integrations");
  const format = useFormat();
  return (
    <Facts
      cols={3}
      facts={[
        [t("overview.lastOk"), health.lastOkAt && <When at={health.lastOkAt} />],
        [t("overview.lastSynced"), lastSyncedAt && <When at={lastSyncedAt} />],
        [t("overview.lastUsed"), health.lastUsedAt && <When at={health.lastUsedAt} />],
        [t("overview.useCount"), format.number(health.useCount30Days)],
        [t("overview.created"), <When key="created" at={createdAt} />],
      ]}
    />
  );
}

function When({ at }: { at: string }) {
  const format = useFormat();
  return (
    <>
      {format.dateTime(at)}{" "}
      <Text span size="sm" c="dimmed">
        (<Moment at={at} />)
      </Text>
    </>
  );
}
