import { Button, PasswordInput, SimpleGrid, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useMe } from "@/api/me";
import { isProblem } from "@/api/problem";
import { NewPassword } from "@/features/sign-in/NewPassword";
import { useNotify } from "@/ui/notify";
import { Section } from "@/ui/Section";
import { useProblems } from "@/ui/useProblems";

export function PasswordForm() {
  const { t } = useTranslation("settings");
  const { user } = useMe();
  const client = useQueryClient();
  const notify = useNotify();
  const form = useForm({ initialValues: { currentPassword: "", newPassword: "" } });
  const showProblems = useProblems(form);
  const change = useMutation({
    mutationFn: (values: typeof form.values) => body(api.POST("/api/v1/auth/change-password", { body: values })),
    onSuccess() {
      form.reset();
      notify.done(t("password.changed"));
      // Every other sign-in has ended with the old password.
      void client.invalidateQueries({ queryKey: ["sign-ins"] });
    },
    onError: (error) =>
      isProblem(error, "invalid_credentials")
        ? form.setFieldError("currentPassword", t("password.wrong"))
        : showProblems(error),
  });

  return (
    <Section title={t("password.title")} description={t("password.text")}>
      <form onSubmit={form.onSubmit((values) => change.mutate(values))}>
        <Stack>
          {/* Tells a password manager whose password this is. */}
          <input type="text" autoComplete="username" value={user.email} readOnly hidden />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <PasswordInput
              label={t("password.current")}
              required
              autoComplete="current-password"
              inputWrapperOrder={["label", "input", "description", "error"]}
              visibilityToggleButtonProps={{ "aria-label": t("password.show") }}
              {...form.getInputProps("currentPassword")}
            />
            <NewPassword
              label={t("password.new")}
              inputWrapperOrder={["label", "input", "description", "error"]}
              {...form.getInputProps("newPassword")}
            />
          </SimpleGrid>
          <div>
            <Button type="submit" loading={change.isPending} disabled={!form.isDirty()}>
              {t("password.submit")}
            </Button>
          </div>
        </Stack>
      </form>
    </Section>
  );
}
