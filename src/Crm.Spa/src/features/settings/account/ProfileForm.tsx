import { Button, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { meQuery, useMe } from "@/api/me";
import { speak } from "@/i18n";
import { LANGUAGE_NAMES, LANGUAGES, supported } from "@/i18n/languages";
import { useNotify } from "@/ui/notify";
import { Section } from "@/ui/Section";
import { useProblems } from "@/ui/useProblems";

/** One's own name and language, in every company. */
export function ProfileForm() {
  const { t } = useTranslation("settings");
  const { user } = useMe();
  const client = useQueryClient();
  const notify = useNotify();
  const form = useForm({ initialValues: { fullName: user.fullName, locale: user.locale } });
  const showProblems = useProblems(form);
  const change = useMutation({
    mutationFn: (values: typeof form.values) => body(api.PATCH("/api/v1/auth/me", { body: values })),
    async onSuccess(me) {
      client.setQueryData(meQuery.queryKey, me);
      form.resetDirty();
      const language = supported(me.user.locale);
      if (language && language !== supported(user.locale)) {
        await speak(language);
      }
      notify.done(t("common:saved"));
    },
    onError: showProblems,
  });

  return (
    <Section title={t("profile.title")}>
      <form onSubmit={form.onSubmit((values) => change.mutate(values))}>
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput label={t("profile.fullName")} required autoComplete="name" {...form.getInputProps("fullName")} />
            <TextInput
              label={t("profile.email")}
              readOnly
              variant="filled"
              value={user.email}
              classNames={{ input: "ltr" }}
            />
            <Select
              label={t("common:language")}
              description={t("profile.languageHelp")}
              allowDeselect={false}
              data={LANGUAGES.map((language) => ({ value: language, label: LANGUAGE_NAMES[language] }))}
              {...form.getInputProps("locale")}
            />
          </SimpleGrid>
          <div>
            <Button type="submit" loading={change.isPending} disabled={!form.isDirty()}>
              {t("common:save")}
            </Button>
          </div>
        </Stack>
      </form>
    </Section>
  );
}
