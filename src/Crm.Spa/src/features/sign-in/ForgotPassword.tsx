import { Anchor, Button, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { anonymous, api, body } from "@/api/client";
import { useProblems } from "@/ui/useProblems";
import { CardTitle } from "./CardTitle";

export function ForgotPassword() {
  const { t } = useTranslation("sign-in");
  const form = useForm({ initialValues: { email: "" } });
  const showProblems = useProblems(form);
  const request = useMutation({
    mutationFn: ({ email }: typeof form.values) =>
      body(api.POST("/api/v1/auth/forgot-password", { body: { email }, headers: anonymous })),
    onError: showProblems,
  });

  return (
    <form onSubmit={form.onSubmit((values) => request.mutate(values))}>
      <Stack>
        <CardTitle title={t("forgot.title")}>{t("forgot.text")}</CardTitle>
        {request.isSuccess ? (
          <Text role="status">{t("forgot.sent", { email: form.values.email })}</Text>
        ) : (
          <>
            <TextInput
              label={t("email")}
              type="email"
              required
              autoComplete="username"
              classNames={{ input: "ltr" }}
              {...form.getInputProps("email")}
            />
            <Button type="submit" loading={request.isPending} fullWidth>
              {t("forgot.submit")}
            </Button>
          </>
        )}
        <Anchor component={Link} to="/sign-in" size="sm">
          {t("backToSignIn")}
        </Anchor>
      </Stack>
    </form>
  );
}
