import { Alert, Button, Group, Stack, Table, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconLock } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useFormat } from "@/i18n/useFormat";
import { Ltr } from "@/ui/Bidi";
import { useNotify } from "@/ui/notify";
import { Section } from "@/ui/Section";
import { useProblems } from "@/ui/useProblems";
import { CredentialFields } from "../CredentialFields";
import { blank, filled, missing } from "../credentials";
import type { Account } from "@/api/accounts";
import type { Platform } from "@/api/platforms";
import { useRefreshAccounts } from "../useAccountActions";
import { isolated } from "../words";

type Props = { account: Account; platform: Platform };

/** The pasted keys: which are set, and all of them anew. None is ever shown. */
export function Keys({ account, platform }: Props) {
  const { t } = useTranslation("integrations");
  const { form, save } = useKeys({ account, platform });
  const isSet = platform.credentialFields.some((field) => account.credentials[field.name]?.set);
  return (
    <Section title={t("keys.title")} description={t("keys.text", { platform: platform.name })}>
      {isSet && <Present account={account} platform={platform} />}
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack maw={560}>
          {isSet && (
            <Alert color="blue" p="xs" icon={<IconLock aria-hidden />}>
              {t("keys.replaces")}
            </Alert>
          )}
          <CredentialFields fields={platform.credentialFields} inputProps={(field) => form.getInputProps(field)} />
          <Group>
            <Button type="submit" loading={save.isPending}>
              {isSet ? t("keys.replace") : t("keys.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

function Present({ account, platform }: Props) {
  const { t } = useTranslation("integrations");
  const format = useFormat();
  return (
    <Table verticalSpacing="xs" maw={560}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t("keys.field")}</Table.Th>
          <Table.Th scope="col">{t("keys.value")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {platform.credentialFields.map((field) => {
          const present = account.credentials[field.name];
          return (
            <Table.Tr key={field.name}>
              <Table.Th scope="row" fw={400}>
                {field.label}
              </Table.Th>
              <Table.Td>
                {present?.set ? (
                  <>
                    {t("keys.setOn", { date: format.date(present.updatedAt) })}{" "}
                    {present.hint && (
                      <Text span inherit c="dimmed">
                        <Ltr>{`••••${present.hint}`}</Ltr>
                      </Text>
                    )}
                  </>
                ) : (
                  t("keys.notSet")
                )}
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}

function useKeys({ account, platform }: Props) {
  const { t } = useTranslation("integrations");
  const notify = useNotify();
  const refresh = useRefreshAccounts();
  const form = useForm({
    initialValues: blank(platform.credentialFields),
    validate: (values) => missing(platform.credentialFields, values, t("form.required")),
  });
  const showProblems = useProblems(form);
  const save = useMutation({
    mutationFn: (values: typeof form.values) =>
      body(
        api.PUT("/api/integrations/accounts/{accountId}/credentials", {
          params: { path: { accountId: account.id } },
          body: filled(values),
        }),
      ),
    onSuccess: (saved) => {
      form.reset();
      notify.done(
        saved.status === "connected" ? t("done.connected", { name: isolated(saved.name) }) : t("common:saved"),
      );
    },
    onError: showProblems,
    onSettled: refresh,
  });
  return { form, save };
}
