import { Button, Group, Select, Stack } from "@mantine/core";
import { IconPlugConnected, IconRefresh, IconTemplate } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { useIs } from "@/api/me";
import { BackLink, ButtonLink } from "@/ui/links";
import { useNotify } from "@/ui/notify";
import { Page } from "@/ui/Page";
import { QueryView } from "@/ui/QueryView";
import { Empty, Failed, LoadingRows } from "@/ui/States";
import { templatesQuery, useMessagingAccounts } from "../data";
import { TemplateTable } from "./TemplateTable";

export function TemplatesPage() {
  const { t } = useTranslation("messages");
  const navigate = useNavigate();
  const { account: wanted } = useSearch({ from: "/signed-in/messages/templates" });
  const { accounts, isPending, error, retry } = useMessagingAccounts();
  const account = accounts.find(({ id }) => id === wanted) ?? accounts[0];

  return (
    <Page
      title={t("templates.title")}
      description={t("templates.about")}
      back={<BackLink to="/messages">{t("back")}</BackLink>}
    >
      {error ? (
        <Failed error={error} retry={retry} />
      ) : isPending ? (
        <LoadingRows />
      ) : !account ? (
        <Empty
          withSheet
          icon={IconPlugConnected}
          title={t("noAccount.title")}
          action={<ButtonLink to="/integrations">{t("noAccount.action")}</ButtonLink>}
        >
          {t("noAccount.templates")}
        </Empty>
      ) : (
        <>
          <Group align="flex-end" justify="space-between" gap="sm">
            <Select
              label={t("filter.account")}
              data={accounts.map(({ id, name, displayName }) => ({ value: id, label: displayName ?? name }))}
              allowDeselect={false}
              value={account.id}
              onChange={(id) =>
                void navigate({ to: "/messages/templates", search: { account: id ?? undefined }, replace: true })
              }
            />
            <Sync accountId={account.id} />
          </Group>
          <Templates accountId={account.id} />
        </>
      )}
    </Page>
  );
}

function Templates({ accountId }: { accountId: string }) {
  const { t } = useTranslation("messages");
  const query = useQuery(templatesQuery(accountId));
  return (
    <QueryView
      query={query}
      isEmpty={({ data }) => data.length === 0}
      empty={
        <Empty withSheet icon={IconTemplate} title={t("templates.none")}>
          {t("templates.noneText")}
        </Empty>
      }
    >
      {({ data }) => (
        <Stack>
          <TemplateTable templates={data} />
        </Stack>
      )}
    </QueryView>
  );
}

/** Asks the platform for what it has now. */
function Sync({ accountId }: { accountId: string }) {
  const { t } = useTranslation("messages");
  const client = useQueryClient();
  const notify = useNotify();
  const mayWrite = useIs("member");
  const sync = useMutation({
    mutationFn: () => api.POST("/api/v1/message-templates/sync", { params: { query: { accountId } } }),
    onSuccess: () => notify.done(t("templates.synced")),
    onError: notify.failed,
    onSettled: () => client.invalidateQueries({ queryKey: ["templates"] }),
  });
  return (
    mayWrite && (
      <Button
        variant="default"
        loading={sync.isPending}
        leftSection={<IconRefresh size={18} aria-hidden />}
        onClick={() => sync.mutate()}
      >
        {t("templates.sync")}
      </Button>
    )
  );
}
