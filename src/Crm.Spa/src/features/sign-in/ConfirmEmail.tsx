import { Anchor, Button, PasswordInput, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { session } from "@/api/session";
import { useProblems } from "@/ui/useProblems";
import { CardTitle } from "./CardTitle";
import { useMailToken } from "./mailToken";
import { NoToken } from "./NoToken";

/** An address is confirmed by whoever reads its mail and is the account's owner: signed in here, or by the password. */
export function ConfirmEmail() {
  const { t } = useTranslation("sign-in");
  const token = useMailToken();
  const isSignedIn = session.state() !== "signed-out";
  const client = useQueryClient();
  const form = useForm({ initialValues: { password: "" } });
  const showProblems = useProblems(form);
  const confirmation = useMutation({
    mutationFn: ({ password }: typeof form.values) =>
      body(api.POST("/api/v1/auth/confirm-email", { body: { token: token!, ...(isSignedIn ? {} : { password }) } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["me"] }),
    onError: showProblems,
  });
  if (!token) {
    return <NoToken title={t("confirm.title")} />;
  }

  return (
    <form onSubmit={form.onSubmit((values) => confirmation.mutate(values))}>
      <Stack>
        <CardTitle title={t("confirm.title")} />
        {confirmation.isSuccess ? (
          <>
            <Text role="status">{t("confirm.done")}</Text>
            <Anchor component={Link} to="/">
              {t("confirm.goOn")}
            </Anchor>
          </>
        ) : (
          <>
            {!isSignedIn && (
              <PasswordInput
                label={t("password")}
                description={t("confirm.why")}
                required
                autoComplete="current-password"
                visibilityToggleButtonProps={{ "aria-label": t("showPassword") }}
                {...form.getInputProps("password")}
              />
            )}
            <Button type="submit" loading={confirmation.isPending} fullWidth>
              {t("confirm.submit")}
            </Button>
          </>
        )}
      </Stack>
    </form>
  );
}
