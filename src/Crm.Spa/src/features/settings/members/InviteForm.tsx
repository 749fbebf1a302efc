import { Button, Group, Select, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { LANGUAGE_NAMES, LANGUAGES } from "@/i18n/languages";
import { FormModal } from "@/ui/FormModal";
import { useProblems } from "@/ui/useProblems";
import { PlaceFields, type Place } from "./PlaceFields";
import { useInvite } from "./useInvite";

type Values = Place & { email: string; locale: string | null };

/** Offers somebody a place, by mail. */
export function InviteForm({ close }: { close: () => void }) {
  const { t } = useTranslation("members");
  const form = useForm<Values>({ initialValues: { email: "", role: "member", venueIds: null, locale: null } });
  const showProblems = useProblems(form);
  const invite = useInvite();

  return (
    <FormModal close={close} isDirty={form.isDirty()} title={t("invite.title")}>
      <form onSubmit={form.onSubmit((values) => invite.mutate(values, { onSuccess: close, onError: showProblems }))}>
        <Stack>
          <TextInput
            data-autofocus
            label={t("invite.email")}
            description={t("invite.emailHelp")}
            type="email"
            required
            autoComplete="off"
            classNames={{ input: "ltr" }}
            {...form.getInputProps("email")}
          />
          <PlaceFields
            value={form.values}
            onChange={({ role, venueIds }) => form.setValues({ role, venueIds })}
            errors={form.errors}
          />
          <Select
            label={t("invite.language")}
            placeholder={t("invite.ownLanguage")}
            clearable
            clearButtonProps={{ "aria-label": t("invite.ownLanguage") }}
            data={LANGUAGES.map((language) => ({ value: language, label: LANGUAGE_NAMES[language] }))}
            {...form.getInputProps("locale")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={invite.isPending}>
              {t("invite.submit")}
            </Button>
          </Group>
        </Stack>
      </form>
    </FormModal>
  );
}
