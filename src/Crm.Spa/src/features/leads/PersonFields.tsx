import { Select, SimpleGrid, TagsInput, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { PhoneField } from "@/ui/fields";
import { useNames } from "./useNames";

export type Person = { fullName: string; email: string; phone: string; venueId: string | null; tags: string[] };

export const EMPTY_PERSON: Person = { fullName: "", email: "", phone: "", venueId: null, tags: [] };

/** As the server takes it: what is empty is not known. */
export const saidOf = ({ fullName, email, phone, venueId, tags }: Person) => ({
  fullName: fullName.trim() || null,
  email: email.trim() || null,
  phone: phone.trim() || null,
  venueId,
  tags,
});

/** Who a lead is, for a new one and for one that is corrected. */
export function PersonFields<Values extends Person>({ form }: { form: UseFormReturnType<Values> }) {
  const { t } = useTranslation("leads");
  const { venues } = useNames();
  return (
    <>
      <TextInput label={t("field.name")} autoComplete="off" data-autofocus {...form.getInputProps("fullName")} />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput
          label={t("field.email")}
          type="email"
          autoComplete="off"
          classNames={{ input: "ltr" }}
          {...form.getInputProps("email")}
        />
        <PhoneField label={t("field.phone")} {...form.getInputProps("phone")} autoComplete="off" />
      </SimpleGrid>
      <Select
        label={t("field.venue")}
        placeholder={t("noVenue")}
        clearable
        clearButtonProps={{ "aria-label": t("filter.clear") }}
        searchable={venues.length > 10}
        data={venues.map((venue) => ({ value: venue.id, label: venue.name }))}
        {...form.getInputProps("venueId")}
      />
      <TagsInput
        label={t("field.tags")}
        description={t("new.tagsHelp")}
        clearable
        clearButtonProps={{ "aria-label": t("filter.clear") }}
        {...form.getInputProps("tags")}
      />
    </>
  );
}
