import { Alert, Anchor, Button, Group, PasswordInput, PinInput, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { anonymous, api, body } from "@/api/client";
import { isProblem } from "@/api/problem";
import { session } from "@/api/session";
import { latinDigits } from "@/i18n/digits";
import { useErrorText } from "@/ui/useErrorText";
import { CardTitle } from "./CardTitle";
import { useEntry } from "./useEntry";

const CODE_LENGTH = 6;

export function SignIn() {
  const { t } = useTranslation("sign-in");
  const errorText = useErrorText();
  const { next } = useSearch({ from: "/sign-in-frame/sign-in" });
  const enter = useEntry(next);
  const [needsCode, setNeedsCode] = useState(false);
  const form = useForm({ initialValues: { email: "", password: "", totpCode: "" } });
  const signIn = useMutation({
    mutationFn: ({ email, password, totpCode }: typeof form.values) =>
      session.enter(() =>
        body(
          api.POST("/api/v1/auth/login", {
            body: { email, password, ...(totpCode ? { totpCode: latinDigits(totpCode).trim() } : {}) },
            headers: { ...session.cookieMode, ...anonymous },
          }),
        ),
      ),
    onSuccess: enter,
    onError: (error) => setNeedsCode((needed) => needed || isProblem(error, "two_factor_required")),
  });
  const isAskedForCode = isProblem(signIn.error, "two_factor_required");

  return (
    <form onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
      <Stack>
        <CardTitle title={t("signIn.title")} />
        {signIn.isError && !isAskedForCode && (
          <Alert color="red" role="alert">
            {errorText(signIn.error)}
          </Alert>
        )}
        {needsCode ? (
          <TotpCode value={form.values.totpCode} onChange={(code) => form.setFieldValue("totpCode", code)} />
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
            <PasswordInput
              label={t("password")}
              required
              autoComplete="current-password"
              visibilityToggleButtonProps={{ "aria-label": t("showPassword") }}
              {...form.getInputProps("password")}
            />
          </>
        )}
        <Button type="submit" loading={signIn.isPending} fullWidth>
          {t("signIn.submit")}
        </Button>
        {needsCode ? (
          <Button
            variant="subtle"
            onClick={() => {
              setNeedsCode(false);
              form.setFieldValue("totpCode", "");
              signIn.reset();
            }}
          >
            {t("common:back")}
          </Button>
        ) : (
          <Group justify="space-between">
            <Anchor component={Link} to="/forgot-password" size="sm">
              {t("signIn.forgot")}
            </Anchor>
            <Anchor component={Link} to="/register" size="sm">
              {t("signIn.register")}
            </Anchor>
          </Group>
        )}
      </Stack>
    </form>
  );
}

/** Of the authenticator app in six boxes, or a recovery code in one. */
function TotpCode({ value, onChange }: { value: string; onChange: (code: string) => void }) {
  const { t } = useTranslation("sign-in");
  const [isRecovery, setRecovery] = useState(false);
  return (
    <Stack gap="xs">
      {isRecovery ? (
        <TextInput
          label={t("code.recovery")}
          autoFocus
          classNames={{ input: "ltr" }}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      ) : (
        <div role="group" aria-label={t("code.label")}>
          <Text size="sm" mb="xs">
            {t("code.label")}
          </Text>
          <Group justify="center" dir="ltr">
            <PinInput
              length={CODE_LENGTH}
              type={/[\d٠-٩۰-۹]/}
              inputMode="numeric"
              oneTimeCode
              autoFocus
              aria-label={t("code.digit")}
              value={value}
              onChange={(code) => onChange(latinDigits(code))}
            />
          </Group>
        </div>
      )}
      <Anchor
        component="button"
        type="button"
        size="sm"
        ta="start"
        onClick={() => {
          setRecovery(!isRecovery);
          onChange("");
        }}
      >
        {isRecovery ? t("code.useApp") : t("code.useRecovery")}
      </Anchor>
    </Stack>
  );
}
