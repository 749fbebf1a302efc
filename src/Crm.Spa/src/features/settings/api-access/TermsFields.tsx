import { Radio, Stack, TagsInput, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { VenueChoice } from "@/features/venues/VenueChoice";
import { latinDigits } from "@/i18n/digits";
import { dayOf } from "@/i18n/zone";
import { DayField } from "@/ui/DayField";
import { LEVELS, type Level, type Terms } from "./terms";

/** What a token is called and may do. */
export function TermsFields({ form }: { form: UseFormReturnType<Terms> }) {
  const { t } = useTranslation("api-access");
  const timeZone = useMe().tenant!.timeZone;
  const { values, errors } = form;

  return (
    <Stack gap="lg">
      <TextInput
        data-autofocus
        label={t("name")}
        description={t("nameHelp")}
        required
        maxLength={100}
        {...form.getInputProps("name")}
      />
      <Radio.Group
        label={t("permissions")}
        description={t("permissionsHelp")}
        value={values.level}
        onChange={(level: string) => form.setFieldValue("level", level as Level)}
      >
        <Stack gap="xs" mt="xs">
          {LEVELS.map((level) => (
            <Radio key={level} value={level} label={t(`level.${level}.title`)} description={t(`level.${level}.text`)} />
          ))}
        </Stack>
      </Radio.Group>
      <VenueChoice
        label={t("limit.label")}
        description={t("limit.text")}
        value={values.venueIds}
        onChange={(venueIds) => form.setFieldValue("venueIds", venueIds)}
        error={errors.venueIds}
      />
      <DayField
        label={t("lastDay")}
        description={t("lastDayHelp")}
        maw={280}
        minDate={dayOf(new Date(), timeZone)}
        placeholder={t("neverExpires")}
        {...form.getInputProps("lastDay")}
      />
      <TagsInput
        label={t("addresses")}
        description={t("addressesHelp")}
        placeholder={values.allowedIps.length === 0 ? t("anywhere") : undefined}
        splitChars={[",", " ", ";", "،"]}
        acceptValueOnBlur
        value={values.allowedIps}
        onChange={(addresses) =>
          form.setFieldValue(
            "allowedIps",
            addresses.map((address) => latinDigits(address).trim()),
          )
        }
        error={errors.allowedIps}
      />
    </Stack>
  );
}
