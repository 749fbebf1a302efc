import { Alert, Anchor, Button, Select, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { anonymous, api, body } from "@/api/client";
import { isProblem } from "@/api/problem";
import { session } from "@/api/session";
import { useProblems } from "@/ui/useProblems";
import { CardTitle } from "./CardTitle";
import { useCountries } from "./countries";
import { NewPassword } from "./NewPassword";
import { useEntry } from "./useEntry";

export function Register() {
  const { t, i18n } = useTranslation("sign-in");
  const enter = useEntry();
  const countries = useCountries();
  const form = useForm({
    initialValues: { tenantName: "", fullName: "", email: "", password: "", country: countries.likely },
  });
  const showProblems = useProblems(form);
  const registration = useMutation({
    mutationFn: (values: typeof form.values) =>
      session.enter(() =>
        body(
          api.POST("/api/v1/auth/register", {
            body: { ...values, locale: i18n.language, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone },
            headers: { ...session.cookieMode, ...anonymous },
          }),
        ),
      ),
    onSuccess: enter,
    onError: (error) => (isProblem(error, "email_taken") ? undefined : showProblems(error)),
  });

  return (
    <form onSubmit={form.onSubmit((values) => registration.mutate(values))}>
      <Stack>
        <CardTitle title={t("register.title")}>{t("register.text")}</CardTitle>
        {isProblem(registration.error, "email_taken") && (
          <Alert color="red" role="alert">
            {registration.error.problem.detail}{" "}
            <Anchor component={Link} to="/sign-in" size="sm">
              {t("signIn.title")}
            </Anchor>
          </Alert>
        )}
        <TextInput label={t("tenantName")} required autoComplete="organization" {...form.getInputProps("tenantName")} />
        <TextInput label={t("fullName")} required autoComplete="name" {...form.getInputProps("fullName")} />
        <TextInput
          label={t("email")}
          type="email"
          required
          autoComplete="email"
          classNames={{ input: "ltr" }}
          {...form.getInputProps("email")}
        />
        <NewPassword label={t("password")} {...form.getInputProps("password")} />
        <Select
          label={t("country")}
          description={t("countryHelp")}
          data={countries.options}
          searchable
          allowDeselect={false}
          required
          {...form.getInputProps("country")}
        />
        <Button type="submit" loading={registration.isPending} fullWidth>
          {t("register.submit")}
        </Button>
        <Text size="sm" ta="center">
          {t("register.known")}{" "}
          <Anchor component={Link} to="/sign-in" size="sm">
            {t("signIn.title")}
          </Anchor>
        </Text>
      </Stack>
    </form>
  );
}
