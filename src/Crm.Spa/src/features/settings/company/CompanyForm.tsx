import { Button, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { api, versioned } from "@/api/client";
import type { components } from "@/api/schema";
import { useCountries } from "@/features/sign-in/countries";
import { LANGUAGE_NAMES, LANGUAGES } from "@/i18n/languages";
import { changesOf } from "@/ui/changes";
import { useNotify } from "@/ui/notify";
import { Outdated } from "@/ui/Outdated";
import { TimeZoneField } from "@/ui/TimeZoneField";
import { useEditForm } from "@/ui/useEditForm";

export type Company = components["schemas"]["TenantDto"];

export function CompanyForm({ company, etag }: { company: Company; etag: string | null }) {
  const { t } = useTranslation("settings");
  const countries = useCountries();
  const currencies = useCurrencies();
  const edit = useEditForm({ values: valuesOf(company), etag, queryKey: ["tenant"] });
  const { form } = edit;
  const change = useChange(edit);

  return (
    <form onSubmit={form.onSubmit((values) => change.mutate(values))}>
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="md">
          <TextInput
            label={t("company.name")}
            required
            autoComplete="organization"
            inputWrapperOrder={ORDER}
            {...form.getInputProps("name")}
          />
          <Select
            label={t("company.locale")}
            description={t("company.localeHelp")}
            allowDeselect={false}
            inputWrapperOrder={ORDER}
            data={LANGUAGES.map((language) => ({ value: language, label: LANGUAGE_NAMES[language] }))}
            {...form.getInputProps("locale")}
          />
          <TimeZoneField
            label={t("company.timeZone")}
            description={t("company.timeZoneHelp")}
            allowDeselect={false}
            inputWrapperOrder={ORDER}
            {...form.getInputProps("timeZone")}
          />
          <Select
            label={t("company.country")}
            description={t("company.countryHelp")}
            searchable
            allowDeselect={false}
            inputWrapperOrder={ORDER}
            data={countries.options}
            {...form.getInputProps("country")}
          />
          <Select
            label={t("company.currency")}
            description={t("company.currencyHelp")}
            searchable
            allowDeselect={false}
            inputWrapperOrder={ORDER}
            data={currencies}
            limit={80}
            {...form.getInputProps("currency")}
          />
        </SimpleGrid>
        {edit.isOutdated && <Outdated readNewest={edit.readNewest} />}
        <div>
          <Button type="submit" loading={change.isPending} disabled={!form.isDirty()}>
            {t("common:save")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

// Fields of a row stand at one height, however long their explanations are.
const ORDER: ("label" | "input" | "description" | "error")[] = ["label", "input", "description", "error"];

const valuesOf = ({ name, locale, timeZone, country, currency }: Company) => ({
  name,
  locale,
  timeZone,
  country,
  currency,
});

type Values = ReturnType<typeof valuesOf>;

function useChange(edit: ReturnType<typeof useEditForm<Values>>) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const notify = useNotify();

  return useMutation({
    mutationFn: (values: Values) =>
      versioned(
        api.PATCH("/api/v1/tenant", {
          body: changesOf(edit.form.getInitialValues(), values),
          headers: edit.ifUnchanged(),
        }),
      ),
    onSuccess({ value, etag }, values) {
      edit.saved(values, { values: valuesOf(value), etag });
      notify.done(t("common:saved"));
    },
    onError: edit.showProblems,
    onSettled: () =>
      Promise.all([client.invalidateQueries({ queryKey: ["tenant"] }), client.invalidateQueries({ queryKey: ["me"] })]),
  });
}

function useCurrencies() {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: "currency" });
    return Intl.supportedValuesOf("currency")
      .map((code) => ({ value: code, label: `${names.of(code)} (${code})` }))
      .sort((one, other) => one.label.localeCompare(other.label, i18n.language));
  }, [i18n.language]);
}
