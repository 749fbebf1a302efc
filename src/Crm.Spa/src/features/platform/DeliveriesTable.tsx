import { Button, Group, Text } from "@mantine/core";
import { IconCircleCheck, IconClock, IconLock, IconPlayerPause, IconRefresh, type Icon } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import type { components } from "@/api/schema";
import { useFormat } from "@/i18n/useFormat";
import { Ltr } from "@/ui/Bidi";
import { Moment } from "@/ui/Moment";
import { useNotify } from "@/ui/notify";
import { PlatformIcon } from "@/ui/PlatformIcon";
import { Rows, type Column } from "@/ui/Rows";
import { Status } from "@/ui/Status";

type Delivery = components["schemas"]["WebhookEventDto"];

const LOOKS: Record<string, { color: string; icon: Icon }> = {
  pending: { color: "blue", icon: IconClock },
  processed: { color: "green", icon: IconCircleCheck },
  parked: { color: "orange", icon: IconPlayerPause },
  quarantined: { color: "red", icon: IconLock },
};

const REASONS = new Set(["signature_missing", "signature_wrong", "malformed", "late", "unsigned", "worker_lost"]);

const REPLAYABLE = new Set(["parked", "quarantined"]);

export function DeliveriesTable({ deliveries }: { deliveries: Delivery[] }) {
  const { t } = useTranslation("platform");
  const format = useFormat();
  const columns: Column<Delivery>[] = [
    { title: t("deliveries.provider"), show: ({ provider }) => <Provider provider={provider} /> },
    { title: t("deliveries.status"), show: (delivery) => <DeliveryState delivery={delivery} /> },
    { title: t("deliveries.received"), show: ({ receivedAt }) => <Moment at={receivedAt} /> },
    { title: t("deliveries.attempts"), show: ({ attempts }) => format.number(attempts), isFigure: true },
    {
      title: t("deliveries.size"),
      show: ({ bodySize }) => t("deliveries.bytes", { bytes: format.number(bodySize) }),
      isFigure: true,
    },
    {
      title: t("deliveries.action"),
      show: (delivery) => (REPLAYABLE.has(delivery.status) ? <Replay key={delivery.id} delivery={delivery} /> : null),
      isAction: true,
    },
  ];
  return <Rows label={t("deliveries.title")} rows={deliveries} idOf={({ id }) => id} columns={columns} />;
}

function Provider({ provider }: { provider: string }) {
  return (
    <Group gap="xs" wrap="nowrap">
      <PlatformIcon platform={provider} />
      <Ltr>{provider}</Ltr>
    </Group>
  );
}

function DeliveryState({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation("platform");
  const look = LOOKS[delivery.status];
  return (
    <>
      <Status color={look?.color ?? "gray"} icon={look?.icon}>
        {look ? t(`deliveries.is.${delivery.status}`) : t("deliveries.is.other")}
      </Status>
      {delivery.reason && (
        <Text size="xs" c="dimmed" mt={4}>
          {t(`deliveries.because.${REASONS.has(delivery.reason) ? delivery.reason : "other"}`)}
        </Text>
      )}
    </>
  );
}

function Replay({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation("platform");
  const client = useQueryClient();
  const notify = useNotify();
  const replay = useMutation({
    mutationFn: () =>
      body(
        api.POST("/api/v1/platform/webhook-events/{eventId}/replay", { params: { path: { eventId: delivery.id } } }),
      ),
    // What is verified again may be refused again, which the server then says.
    onSuccess: () => notify.done(t("deliveries.replayed")),
    onError: notify.failed,
    onSettled: () => client.invalidateQueries({ queryKey: ["webhook-events"] }),
  });
  return (
    <Button
      size="xs"
      variant="light"
      leftSection={<IconRefresh size={16} aria-hidden />}
      loading={replay.isPending}
      onClick={() => replay.mutate()}
    >
      {t("deliveries.replay")}
    </Button>
  );
}
