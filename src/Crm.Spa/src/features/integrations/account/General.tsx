import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { isProblem } from "@/api/problem";
import { useNotify } from "@/ui/notify";
import { Section } from "@/ui/Section";
import { useProblems } from "@/ui/useProblems";
import type { Account } from "@/api/accounts";
import { useRefreshAccounts } from "../useAccountActions";
import { VenuePicker } from "../VenuePicker";

/** What the company calls the account and for which venues it works. */
export function General({ account, etag }: { account: Account; etag: string | null }) {
  const { t } = useTranslation("integrations");
  const notify = useNotify();
  const refresh = useRefreshAccounts();
  const form = useForm({
    initialValues: { name: account.name, venueIds: account.venueIds },
    validate: { name: (name) => (name.trim() ? null : t("form.required")) },
  });
  const showProblems = useProblems(form);
  const save = useMutation({
    mutationFn: (values: typeof form.values) =>
      body(
        api.PATCH("/api/integrations/accounts/{accountId}", {
          params: { path: { accountId: account.id } },
          // Only what was changed, so that two who change different things do not undo each other.
          body: {
            ...(form.isDirty("name") ? { name: values.name } : {}),
            ...(form.isDirty("venueIds") ? { venueIds: values.venueIds } : {}),
          },
          headers: etag ? { "If-Match": etag } : {},
        }),
      ),
    onSuccess: () => notify.done(t("common:saved")),
    onError: (error) => (isProblem(error, "precondition_failed") ? notify.failed(error) : showProblems(error)),
    onSettled: refresh,
  });

  return (
    <Section title={t("settings.general")}>
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack maw={560}>
          <TextInput label={t("form.name")} required maxLength={100} {...form.getInputProps("name")} />
          <VenuePicker {...form.getInputProps("venueIds")} />
          <Group>
            <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
              {t("common:save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
