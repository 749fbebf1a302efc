import { MultiSelect, Stack, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { venuesQuery } from "@/api/venues";

type Props = {
  label: string;
  description: string;
  /** Null: every venue. */
  value: string[] | null;
  onChange: (value: string[] | null) => void;
  error?: ReactNode;
};

/** Every venue, those of the future among them, or some only. */
export function VenueChoice({ label, description, value, onChange, error }: Props) {
  const { t } = useTranslation("venues");
  const { data: venues = [], isPending } = useQuery(venuesQuery);

  return (
    <Stack gap="xs">
      <Switch
        label={label}
        description={description}
        checked={value !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? [] : null)}
      />
      {value !== null && (
        <MultiSelect
          aria-label={t("choice.venues")}
          placeholder={value.length === 0 ? t("choice.placeholder") : undefined}
          data={venues.map(({ id, name }) => ({ value: id, label: name }))}
          value={value}
          onChange={onChange}
          error={error}
          disabled={isPending}
          searchable
          nothingFoundMessage={t("choice.none")}
          limit={100}
        />
      )}
    </Stack>
  );
}
