import { Button, Group, Select, TextInput } from "@mantine/core";
import { IconSearch, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { venuesQuery } from "@/api/venues";
import { latinDigits } from "@/i18n/digits";
import { DayField } from "@/ui/DayField";
import { useTyped } from "@/ui/useTyped";
import type { GuestSearch } from "./search";

type Props = { filters: GuestSearch; show: (filters: GuestSearch) => void };

export function GuestFilters({ filters, show }: Props) {
  const { t } = useTranslation("hotspot-users");
  const { data: venues = [] } = useQuery(venuesQuery);
  const set = (some: GuestSearch) =>
    show(Object.fromEntries(Object.entries({ ...filters, ...some }).filter(([, value]) => value)));
  const typed = useTyped(
    filters.q ?? "",
    (q) => set({ q }),
    (word) => latinDigits(word).trim(),
  );

  return (
    <Group align="flex-end" gap="sm" role="search">
      <TextInput
        label={t("common:search")}
        placeholder={t("filter.placeholder")}
        leftSection={<IconSearch size={16} aria-hidden />}
        type="search"
        value={typed.value}
        onChange={(event) => typed.type(event.currentTarget.value)}
        flex="2 1 240px"
      />
      <Select
        label={t("venue")}
        placeholder={t("filter.everyVenue")}
        clearable
        clearButtonProps={{ "aria-label": t("filter.everyVenue") }}
        searchable
        data={venues.map(({ id, name }) => ({ value: id, label: name }))}
        value={filters.venue ?? null}
        onChange={(venue) => set({ venue: venue ?? undefined })}
        flex="1 1 200px"
      />
      <DayField
        label={t("filter.from")}
        placeholder={t("common:all")}
        maxDate={filters.to}
        value={filters.from}
        onChange={(from) => set({ from })}
        flex="1 1 160px"
      />
      <DayField
        label={t("filter.to")}
        placeholder={t("common:all")}
        minDate={filters.from}
        value={filters.to}
        onChange={(to) => set({ to })}
        flex="1 1 160px"
      />
      {Object.keys(filters).length > 0 && (
        <Button
          variant="subtle"
          leftSection={<IconX size={16} aria-hidden />}
          onClick={() => {
            typed.clear();
            show({});
          }}
        >
          {t("filter.reset")}
        </Button>
      )}
    </Group>
  );
}
