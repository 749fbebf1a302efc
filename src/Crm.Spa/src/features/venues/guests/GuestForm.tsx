import { Button, Group, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { venuesQuery } from "@/api/venues";
import { LANGUAGE_NAMES, LANGUAGES } from "@/i18n/languages";
import { PhoneField } from "@/ui/fields";
import { FormModal } from "@/ui/FormModal";
import { Outdated } from "@/ui/Outdated";
import { useEditForm } from "@/ui/useEditForm";
import { ConsentFields } from "./ConsentFields";
import { guestValues, type GuestValues } from "./guestValues";
import type { Guest } from "./guests";
import { useSaveGuest } from "./useSaveGuest";

type Props = { guest?: Guest; etag?: string | null; venueId?: string; close: () => void };

/** A guest who has said at the desk what the hotspot would have asked, or what was written down wrong. */
export function GuestForm({ guest, etag, venueId, close }: Props) {
  const { t } = useTranslation("hotspot-users");
  const { data: venues = [] } = useQuery(venuesQuery);
  const edit = useEditForm<GuestValues>({
    values: guestValues(guest, venueId),
    etag,
    queryKey: ["hotspot-users", guest?.id],
    validate: {
      consentText: (text, { isGranted }) => (isGranted && !text.trim() ? t("form.consentTextMissing") : null),
      venueId: (venue) => (venue ? null : t("form.venueMissing")),
    },
  });
  const { form } = edit;
  const save = useSaveGuest(guest, edit, close);

  return (
    <FormModal size="lg" close={close} isDirty={form.isDirty()} title={guest ? t("form.edit") : t("add")}>
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput data-autofocus label={t("fullName")} autoComplete="off" {...form.getInputProps("fullName")} />
            <Select
              label={t("venue")}
              required
              searchable
              allowDeselect={false}
              data={venues.map(({ id, name }) => ({ value: id, label: name }))}
              {...form.getInputProps("venueId")}
            />
            <PhoneField label={t("phone")} autoComplete="off" {...form.getInputProps("phone")} />
            <TextInput
              label={t("email")}
              type="email"
              autoComplete="off"
              classNames={{ input: "ltr" }}
              {...form.getInputProps("email")}
            />
            <TextInput
              label={t("mac")}
              placeholder="02:00:5e:00:00:af"
              autoComplete="off"
              classNames={{ input: "ltr" }}
              {...form.getInputProps("macAddress")}
            />
            <Select
              label={t("language")}
              clearable
              clearButtonProps={{ "aria-label": t("common:none") }}
              data={LANGUAGES.map((language) => ({ value: language, label: LANGUAGE_NAMES[language] }))}
              {...form.getInputProps("language")}
            />
          </SimpleGrid>
          {!guest && <ConsentFields form={form} />}
          {edit.isOutdated && <Outdated readNewest={edit.readNewest} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {guest ? t("common:save") : t("common:add")}
            </Button>
          </Group>
        </Stack>
      </form>
    </FormModal>
  );
}
