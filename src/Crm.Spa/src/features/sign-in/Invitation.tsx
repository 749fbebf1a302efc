import { Button, PasswordInput, SegmentedControl, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { anonymous, api, body } from "@/api/client";
import { session } from "@/api/session";
import { useProblems } from "@/ui/useProblems";
import { CardTitle } from "./CardTitle";
import { useMailToken } from "./mailToken";
import { NewPassword } from "./NewPassword";
import { NoToken } from "./NoToken";
import { useEntry } from "./useEntry";

/** Into a company that has invited one: as who is signed in, as who has an account, or as somebody new. */
export function Invitation() {
  const { t } = useTranslation("sign-in");
  const token = useMailToken();
  if (!token) {
    return <NoToken title={t("invitation.title")} />;
  }
  return session.state() === "signed-out" ? <Accept token={token} /> : <Join token={token} />;
}

function Join({ token }: { token: string }) {
  const { t } = useTranslation("sign-in");
  const router = useRouter();
  const form = useForm({ initialValues: {} });
  const showProblems = useProblems(form);
  const join = useMutation({
    mutationFn: () => session.move("/api/v1/invitations/join", { token }),
    onSuccess: () => router.history.push("/"),
    onError: showProblems,
  });
  return (
    <Stack>
      <CardTitle title={t("invitation.title")}>{t("invitation.join")}</CardTitle>
      <Button loading={join.isPending} onClick={() => join.mutate()}>
        {t("invitation.submit")}
      </Button>
    </Stack>
  );
}

function Accept({ token }: { token: string }) {
  const { t } = useTranslation("sign-in");
  const enter = useEntry();
  const [kind, setKind] = useState<"new" | "known">("new");
  const form = useForm({ initialValues: { fullName: "", password: "" } });
  const showProblems = useProblems(form);
  const accept = useMutation({
    mutationFn: ({ fullName, password }: typeof form.values) =>
      session.enter(() =>
        body(
          api.POST("/api/v1/invitations/accept", {
            body: { token, password, ...(kind === "new" ? { fullName } : {}) },
            headers: { ...session.cookieMode, ...anonymous },
          }),
        ),
      ),
    onSuccess: enter,
    onError: showProblems,
  });

  return (
    <form onSubmit={form.onSubmit((values) => accept.mutate(values))}>
      <Stack>
        <CardTitle title={t("invitation.title")} />
        <SegmentedControl
          aria-label={t("invitation.who")}
          value={kind}
          onChange={setKind}
          data={[
            { value: "new", label: t("invitation.new") },
            { value: "known", label: t("invitation.known") },
          ]}
        />
        {kind === "new" ? (
          <>
            <TextInput label={t("fullName")} required autoComplete="name" {...form.getInputProps("fullName")} />
            <NewPassword label={t("password")} {...form.getInputProps("password")} />
          </>
        ) : (
          <PasswordInput
            label={t("password")}
            required
            autoComplete="current-password"
            visibilityToggleButtonProps={{ "aria-label": t("showPassword") }}
            {...form.getInputProps("password")}
          />
        )}
        <Button type="submit" loading={accept.isPending} fullWidth>
          {t("invitation.submit")}
        </Button>
      </Stack>
    </form>
  );
}
