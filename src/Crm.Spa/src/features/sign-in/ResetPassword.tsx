import { Anchor, Button, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { anonymous, api, body } from "@/api/client";
import { Failed } from "@/ui/States";
import { useProblems } from "@/ui/useProblems";
import { CardTitle } from "./CardTitle";
import { useMailToken } from "./mailToken";
import { NewPassword } from "./NewPassword";
import { NoToken } from "./NoToken";

export function ResetPassword() {
  const { t } = useTranslation("sign-in");
  const token = useMailToken();
  const form = useForm({ initialValues: { newPassword: "" } });
  const showProblems = useProblems(form);
  const reset = useMutation({
    mutationFn: ({ newPassword }: typeof form.values) =>
      body(api.POST("/api/v1/auth/reset-password", { body: { token: token!, newPassword }, headers: anonymous })),
    onError: showProblems,
  });
  if (!token) {
    return <NoToken title={t("reset.title")} />;
  }

  return (
    <form onSubmit={form.onSubmit((values) => reset.mutate(values))}>
      <Stack>
        <CardTitle title={t("reset.title")} />
        {reset.isError && <Failed error={reset.error} />}
        {reset.isSuccess ? (
          <Text role="status">{t("reset.done")}</Text>
        ) : (
          <>
            <NewPassword label={t("newPassword")} {...form.getInputProps("newPassword")} />
            <Button type="submit" loading={reset.isPending} fullWidth>
              {t("reset.submit")}
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
