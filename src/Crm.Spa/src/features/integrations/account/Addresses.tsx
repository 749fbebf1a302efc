import { Button, Group, Stack, Switch } from "@mantine/core";
import { IconRotate } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { CopyField } from "@/ui/CopyField";
import { useNotify } from "@/ui/notify";
import { Section } from "@/ui/Section";
import { useConfirm } from "@/ui/useConfirm";
import type { Account } from "@/api/accounts";
import type { Platform } from "@/api/platforms";
import { useRefreshAccounts } from "../useAccountActions";

type Props = { account: Account; platform: Platform };

/** What is registered at the platform, to the letter. */
export function Addresses({ account, platform }: Props) {
  const { t } = useTranslation("integrations");
  if (!account.redirectUri && !account.webhookUrl) {
    return null;
  }
  return (
    <Section title={t("addresses.title")} description={t("addresses.text", { platform: platform.name })}>
      <Stack maw={760}>
        {account.redirectUri && (
          <CopyField
            label={t("addresses.redirect")}
            description={t("addresses.redirectHelp")}
            value={account.redirectUri}
          />
        )}
        {account.webhookUrl && (
          <CopyField
            label={t("addresses.webhook")}
            description={t("addresses.webhookHelp")}
            value={account.webhookUrl}
          />
        )}
        {account.webhookKey && (
          <CopyField label={t("addresses.key")} description={t("addresses.keyHelp")} value={account.webhookKey} />
        )}
        {account.webhookUrl && <RotateKey account={account} />}
        {platform.maySendUnsigned && <Unsigned account={account} />}
      </Stack>
    </Section>
  );
}

function RotateKey({ account }: { account: Account }) {
  const { t } = useTranslation("integrations");
  const notify = useNotify();
  const confirm = useConfirm();
  const refresh = useRefreshAccounts();
  const rotate = useMutation({
    mutationFn: () =>
      body(
        api.POST("/api/integrations/accounts/{accountId}/rotate-webhook-key", {
          params: { path: { accountId: account.id } },
        }),
      ),
    onSuccess: () => notify.done(t("rotate.done")),
    onError: notify.failed,
    onSettled: refresh,
  });
  const ask = async () => {
    if (await confirm({ title: t("rotate.title"), text: t("rotate.text"), confirm: t("rotate.button") })) {
      rotate.mutate();
    }
  };
  return (
    <Group>
      <Button
        variant="default"
        leftSection={<IconRotate size={16} aria-hidden />}
        loading={rotate.isPending}
        onClick={() => void ask()}
      >
        {t("rotate.button")}
      </Button>
    </Group>
  );
}

function Unsigned({ account }: { account: Account }) {
  const { t } = useTranslation("integrations");
  const notify = useNotify();
  const refresh = useRefreshAccounts();
  const change = useMutation({
    mutationFn: (acceptsUnsigned: boolean) =>
      body(
        api.PATCH("/api/integrations/accounts/{accountId}", {
          params: { path: { accountId: account.id } },
          body: { acceptsUnsigned },
        }),
      ),
    onSuccess: () => notify.done(t("common:saved")),
    onError: notify.failed,
    onSettled: refresh,
  });
  return (
    <Switch
      label={t("unsigned.label")}
      description={t("unsigned.help")}
      checked={change.isPending ? change.variables : account.acceptsUnsigned}
      onChange={(event) => change.mutate(event.currentTarget.checked)}
    />
  );
}
