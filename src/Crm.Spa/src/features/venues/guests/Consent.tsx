import { Blockquote, Button, Group, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { readListsAgain } from "@/features/leads/lists";
import { api, body } from "@/api/client";
import { useIs } from "@/api/me";
import { useFormat } from "@/i18n/useFormat";
import { Ltr } from "@/ui/Bidi";
import { Facts } from "@/ui/Facts";
import { useNotify } from "@/ui/notify";
import { useConfirm } from "@/ui/useConfirm";
import { ConsentStatus } from "./ConsentStatus";
import { type Guest } from "./guests";

/** What the guest answered to being written to, as it would be shown as evidence. */
export function Consent({ guest }: { guest: Guest }) {
  const { t } = useTranslation("hotspot-users");
  const format = useFormat();
  const isMember = useIs("member");
  const withdrawal = useWithdrawal(guest);
  const consent = guest.marketingConsent;

  return (
    <Stack component="section" gap="sm">
      <Group justify="space-between">
        <Title order={3}>{t("consent.title")}</Title>
        <ConsentStatus consent={consent} />
      </Group>
      {consent ? (
        <Facts
          facts={[
            [consent.granted ? t("consent.grantedAt") : t("consent.withdrawnAt"), format.dateTime(consent.at)],
            [t("consent.ip"), consent.ip && <Ltr>{consent.ip}</Ltr>],
            [t("consent.language"), consent.language && format.nameOf("language", consent.language)],
          ]}
        />
      ) : (
        <Text size="sm" c="dimmed">
          {t("consent.unaskedText")}
        </Text>
      )}
      {consent?.text && (
        <Blockquote p="sm" my={0} cite={t("consent.text")}>
          <Text size="sm" dir="auto" style={{ whiteSpace: "pre-wrap" }} className="break">
            {consent.text}
          </Text>
        </Blockquote>
      )}
      {consent?.granted && isMember && (
        <div>
          <Button
            variant="default"
            size="compact-md"
            loading={withdrawal.isPending}
            onClick={() => void withdrawal.ask()}
          >
            {t("consent.withdraw")}
          </Button>
        </div>
      )}
    </Stack>
  );
}

function useWithdrawal({ id }: Guest) {
  const { t } = useTranslation("hotspot-users");
  const client = useQueryClient();
  const notify = useNotify();
  const confirm = useConfirm();
  const { mutate, isPending } = useMutation({
    mutationFn: () =>
      body(
        api.PATCH("/api/v1/hotspot-users/{userId}", {
          params: { path: { userId: id } },
          body: { marketingConsent: { granted: false } },
        }),
      ),
    onSuccess: () => notify.done(t("consent.done")),
    onError: notify.failed,
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ["hotspot-users"] }), readListsAgain(client)]),
  });

  return {
    isPending,
    ask: async () =>
      (await confirm({
        title: t("consent.withdrawTitle"),
        text: t("consent.withdrawText"),
        confirm: t("consent.withdraw"),
      })) && mutate(),
  };
}
