import { Alert, Button, Drawer, Group, Stack, Text } from "@mantine/core";
import { IconInfoCircle, IconPlayerPlay } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useFormat } from "@/i18n/useFormat";
import { Bidi, Ltr } from "@/ui/Bidi";
import { Facts } from "@/ui/Facts";
import { useNotify } from "@/ui/notify";
import { QueryView } from "@/ui/QueryView";
import type { WebhookEvent } from "../data";
import { useWords } from "../words";
import { EventStatus } from "./EventStatus";
import { useNames } from "./EventTable";

export function EventDrawer() {
  const { t } = useTranslation("integrations");
  const { event } = useSearch({ from: "/signed-in/integrations/webhook-events" });
  const navigate = useNavigate({ from: "/integrations/webhook-events" });
  return (
    <Drawer
      opened={event !== undefined}
      onClose={() =>
        void navigate({ search: (now) => ({ ...now, event: undefined }), replace: true, resetScroll: false })
      }
      size="md"
      title={t("event.title")}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      {event !== undefined && <Detail eventId={event} />}
    </Drawer>
  );
}

function Detail({ eventId }: { eventId: string }) {
  const event = useQuery({
    queryKey: ["webhook-events", "one", eventId],
    queryFn: () => body(api.GET("/api/v1/webhook-events/{eventId}", { params: { path: { eventId } } })),
    // It goes on its way while one looks.
    refetchInterval: (query) => (query.state.data?.status === "pending" ? 2_000 : false),
  });
  return <QueryView query={event}>{(shown) => <Shown event={shown} />}</QueryView>;
}

function Shown({ event }: { event: WebhookEvent }) {
  const { t } = useTranslation("integrations");
  const format = useFormat();
  const words = useWords();
  const { platform, account } = useNames(event);
  const isReplayable = event.status === "quarantined" || event.status === "parked";
  return (
    <Stack gap="md">
      <div>
        <EventStatus status={event.status} />
      </div>
      {isReplayable && (
        <Alert color="yellow" icon={<IconInfoCircle aria-hidden />} p="sm">
          {event.status === "quarantined" ? t("event.quarantinedHelp") : t("event.parkedHelp")}
        </Alert>
      )}
      <Facts
        facts={[
          [t("inbox.platform"), platform],
          [t("inbox.account"), account && <Bidi>{account}</Bidi>],
          [t("inbox.reason"), event.reason && words("reason", event.reason)],
          [t("inbox.attempts"), format.number(event.attempts)],
          [t("inbox.at"), format.dateTime(event.receivedAt)],
          [t("event.processedAt"), event.processedAt && format.dateTime(event.processedAt)],
          [t("event.size"), t("event.bytes", { shown: format.number(event.bodySize) })],
          [t("event.id"), <Ltr key="id">{event.id}</Ltr>],
        ]}
      />
      <Text size="sm" c="dimmed">
        {t("event.sealed")}
      </Text>
      {isReplayable && <Replay eventId={event.id} />}
    </Stack>
  );
}

function Replay({ eventId }: { eventId: string }) {
  const { t } = useTranslation("integrations");
  const notify = useNotify();
  const client = useQueryClient();
  const replay = useMutation({
    mutationFn: () => body(api.POST("/api/v1/webhook-events/{eventId}/replay", { params: { path: { eventId } } })),
    onSuccess: () => notify.done(t("event.replayed")),
    onError: notify.failed,
    onSettled: () =>
      Promise.all(["webhook-events", "attention"].map((noun) => client.invalidateQueries({ queryKey: [noun] }))),
  });
  return (
    <Group>
      <Button
        leftSection={<IconPlayerPlay size={16} aria-hidden className="turns" />}
        loading={replay.isPending}
        onClick={() => replay.mutate()}
      >
        {t("event.replay")}
      </Button>
    </Group>
  );
}
