import { Button, Group } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useNotify } from "@/ui/notify";
import { Section } from "@/ui/Section";
import { useConfirm } from "@/ui/useConfirm";
import type { Account } from "@/api/accounts";
import { useRefreshAccounts } from "../useAccountActions";
import { isolated } from "../words";

export function DeleteAccount({ account }: { account: Account }) {
  const { t } = useTranslation("integrations");
  const notify = useNotify();
  const confirm = useConfirm();
  const navigate = useNavigate();
  const refresh = useRefreshAccounts();
  const name = isolated(account.name);
  const remove = useMutation({
    mutationFn: () =>
      body(api.DELETE("/api/integrations/accounts/{accountId}", { params: { path: { accountId: account.id } } })),
    onSuccess: async () => {
      notify.done(t("delete.done", { name }));
      await navigate({ to: "/integrations" });
      void refresh();
    },
    onError: notify.failed,
  });
  const ask = async () => {
    if (await confirm({ title: t("delete.title", { name }), text: t("delete.text"), confirm: t("common:delete") })) {
      remove.mutate();
    }
  };
  return (
    <Section title={t("delete.section")} description={t("delete.text")}>
      <Group>
        <Button
          color="red"
          variant="light"
          leftSection={<IconTrash size={16} aria-hidden />}
          loading={remove.isPending}
          onClick={() => void ask()}
        >
          {t("delete.button")}
        </Button>
      </Group>
    </Section>
  );
}
