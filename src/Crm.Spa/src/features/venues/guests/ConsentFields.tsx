import { Checkbox, Stack, Textarea } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { GuestValues } from "./guestValues";

/** A consent is evidence: the very words that were agreed to belong to it. */
export function ConsentFields({ form }: { form: UseFormReturnType<GuestValues> }) {
  const { t } = useTranslation("hotspot-users");
  return (
    <Stack gap="sm">
      <Checkbox
        label={t("form.consent")}
        description={t("form.consentHelp")}
        {...form.getInputProps("isGranted", { type: "checkbox" })}
      />
      {form.values.isGranted && (
        <Textarea label={t("consent.text")} required autosize minRows={2} {...form.getInputProps("consentText")} />
      )}
    </Stack>
  );
}
