import { MultiSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { venuesQuery } from "@/api/venues";

type Props = { value?: string[]; onChange?: (ids: string[]) => void; error?: ReactNode };

/** The venues that an account works for; none chosen: for the whole company. A company without venues is not asked. */
export function VenuePicker(props: Props) {
  const { t } = useTranslation("integrations");
  const { data: venues = [] } = useQuery(venuesQuery);
  return venues.length > 0 ? (
    <MultiSelect
      label={t("form.venues")}
      description={t("form.venuesHelp")}
      placeholder={props.value?.length ? undefined : t("form.venuesAll")}
      data={venues.map((venue) => ({ value: venue.id, label: venue.name }))}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("form.venuesClear") }}
      nothingFoundMessage={t("form.venuesNone")}
      {...props}
    />
  ) : null;
}
