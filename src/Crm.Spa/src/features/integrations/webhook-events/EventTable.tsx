import { Group, Paper } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/useFormat";
import { Bidi } from "@/ui/Bidi";
import { Moment } from "@/ui/Moment";
import { PlatformIcon } from "@/ui/PlatformIcon";
import { Rows } from "@/ui/Rows";
import { useAccounts } from "@/api/accounts";
import { usePlatforms } from "@/api/platforms";
import type { WebhookEvent } from "../data";
import { AnchorLink } from "@/ui/links";
import { useWords } from "../words";
import { EventStatus } from "./EventStatus";

export function EventTable({ events }: { events: WebhookEvent[] }) {
  const { t } = useTranslation("integrations");
  const format = useFormat();
  const words = useWords();
  return (
    <Paper p={{ base: "sm", sm: "md" }}>
      <Rows
        label={t("inbox.title")}
        rows={events}
        idOf={(event) => event.id}
        columns={[
          { title: t("inbox.at"), show: (event) => <Opener event={event} /> },
          { title: t("inbox.platform"), show: (event) => <PlatformName event={event} /> },
          { title: t("inbox.account"), show: (event) => <AccountName event={event} /> },
          { title: t("inbox.status"), show: (event) => <EventStatus status={event.status} /> },
          { title: t("inbox.reason"), show: ({ reason }) => reason && words("reason", reason) },
          { title: t("inbox.attempts"), isFigure: true, show: ({ attempts }) => format.number(attempts) },
        ]}
      />
    </Paper>
  );
}

function Opener({ event }: { event: WebhookEvent }) {
  return (
    <AnchorLink
      from="/integrations/webhook-events"
      to="/integrations/webhook-events"
      search={(now) => ({ ...now, event: event.id })}
      replace
      resetScroll={false}
      size="sm"
    >
      <Moment at={event.receivedAt} />
    </AnchorLink>
  );
}

function PlatformName({ event }: { event: WebhookEvent }) {
  return (
    <Group gap={6} wrap="nowrap">
      <PlatformIcon platform={event.provider} size={18} />
      {useNames(event).platform}
    </Group>
  );
}

function AccountName({ event }: { event: WebhookEvent }) {
  const { account } = useNames(event);
  return account ? <Bidi>{account}</Bidi> : "—";
}

export function useNames(event: WebhookEvent) {
  const platform = usePlatforms().data?.find((one) => one.key === event.provider)?.name ?? event.provider;
  const accounts = useAccounts().data;
  return { platform, account: accounts?.find((one) => one.id === event.accountId)?.name };
}
