import { Button, Group, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { isProblem } from "@/api/problem";
import { latinDigits } from "@/i18n/digits";
import { useNotify } from "@/ui/notify";
import { useErrorText } from "@/ui/useErrorText";
import { FormModal } from "@/ui/FormModal";
import { useProblems } from "@/ui/useProblems";

export function DisableSecondFactor({ close }: { close: () => void }) {
  const { t } = useTranslation("settings");
  const client = useQueryClient();
  const notify = useNotify();
  const errorText = useErrorText();
  const form = useForm({ initialValues: { password: "", code: "" } });
  const showProblems = useProblems(form);
  const disable = useMutation({
    mutationFn: ({ password, code }: typeof form.values) =>
      body(api.POST("/api/v1/auth/two-factor/disable", { body: { password, code: latinDigits(code).trim() } })),
    async onSuccess() {
      await client.invalidateQueries({ queryKey: ["me"] });
      notify.done(t("secondFactor.disabled"));
      close();
    },
    onError(error) {
      if (isProblem(error, "invalid_credentials")) {
        form.setFieldError("password", t("password.wrong"));
      } else if (isProblem(error, "two_factor_invalid")) {
        form.setFieldError("code", errorText(error));
      } else {
        showProblems(error);
      }
    },
  });

  return (
    <FormModal close={close} isDirty={form.isDirty()} title={t("secondFactor.disable")}>
      <form onSubmit={form.onSubmit((values) => disable.mutate(values))}>
        <Stack>
          <Text size="sm">{t("secondFactor.disableText")}</Text>
          <PasswordInput
            data-autofocus
            label={t("password.current")}
            required
            autoComplete="current-password"
            visibilityToggleButtonProps={{ "aria-label": t("password.show") }}
            {...form.getInputProps("password")}
          />
          <TextInput
            label={t("secondFactor.codeOrRecovery")}
            required
            autoComplete="one-time-code"
            classNames={{ input: "ltr" }}
            {...form.getInputProps("code")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" color="red" loading={disable.isPending}>
              {t("secondFactor.disable")}
            </Button>
          </Group>
        </Stack>
      </form>
    </FormModal>
  );
}
