import { ActionIcon, Button, Collapse, Group, Select, SimpleGrid, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconFilter, IconFilterOff, IconSearch, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useMedia } from "@/ui/useMedia";
import { useTyped } from "@/ui/useTyped";
import { filtersOf, isFiltered, NEWEST_FIRST, SORTS, type Sort } from "../search";
import { useLeadSearch } from "../useLeadSearch";
import { useNames } from "../useNames";
import { useStages } from "../useStages";
import { Period } from "./Period";
import { useSourceChoices } from "./useSourceChoices";

const WIDE = "(min-width: 62em)";

/** Which leads are shown: all of it stands in the address. */
export function Filters({ isBoard = false }: { isBoard?: boolean }) {
  const { t } = useTranslation("leads");
  const { search, change } = useLeadSearch();
  const [isOpen, more] = useDisclosure(false);
  const isWide = useMedia(WIDE);
  const filters = filtersOf(search);

  return (
    <div role="search" aria-label={t("filter.label")}>
      <Group gap="xs" align="end" mb="xs">
        <SearchField />
        {!isBoard && (
          <Select
            aria-label={t("sort.label")}
            flex={{ base: "1 1 140px", xs: "0 0 190px" }}
            allowDeselect={false}
            value={search.sort ?? NEWEST_FIRST}
            data={SORTS.map((sort) => ({ value: sort, label: t(`sort.${sort}`) }))}
            onChange={(sort) => change({ sort: sort as Sort })}
          />
        )}
        {!isWide && (
          <Button
            variant="default"
            leftSection={<IconFilter size={16} aria-hidden />}
            aria-expanded={isOpen}
            onClick={more.toggle}
          >
            {t("filter.more")}
          </Button>
        )}
        {isFiltered(filters) && <NoFilters />}
      </Group>
      <Collapse expanded={isWide || isOpen}>
        <SimpleGrid cols={{ base: 1, xs: 2, sm: 3, md: isBoard ? 5 : 6 }} spacing="xs">
          <Choices isBoard={isBoard} />
        </SimpleGrid>
      </Collapse>
    </div>
  );
}

function SearchField() {
  const { t } = useTranslation("leads");
  const { search, change } = useLeadSearch();
  const typed = useTyped(search.q ?? "", (q) => change({ q }, { replace: true }));
  return (
    <TextInput
      type="search"
      flex="1 1 240px"
      aria-label={t("filter.search")}
      placeholder={t("filter.search")}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed.value && (
          <ActionIcon variant="subtle" color="gray" aria-label={t("filter.clear")} onClick={() => typed.type("")}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        )
      }
      value={typed.value}
      onChange={(event) => typed.type(event.currentTarget.value)}
    />
  );
}

export function NoFilters() {
  const { t } = useTranslation("leads");
  const { change } = useLeadSearch();
  const none = { q: undefined, status: undefined, source: undefined, owner: undefined, venue: undefined };
  return (
    <Button
      variant="subtle"
      leftSection={<IconFilterOff size={16} aria-hidden />}
      onClick={() => change({ ...none, tag: undefined, from: undefined, to: undefined })}
    >
      {t("filter.none")}
    </Button>
  );
}

function Choices({ isBoard }: { isBoard: boolean }) {
  const { t } = useTranslation("leads");
  const { search, change } = useLeadSearch();
  const { stages } = useStages();
  const names = useNames();
  const sources = useSourceChoices(search.source);
  const tag = useTyped(search.tag ?? "", (word) => change({ tag: word }, { replace: true }));

  return (
    <>
      {!isBoard && (
        <Select
          label={t("filter.status")}
          placeholder={t("common:all")}
          clearable
          clearButtonProps={{ "aria-label": t("filter.clear") }}
          data={stages.map((stage) => ({ value: stage.key, label: stage.label }))}
          value={search.status ?? null}
          onChange={(status) => change({ status: status ?? undefined })}
        />
      )}
      <Select
        label={t("filter.source")}
        placeholder={t("common:all")}
        clearable
        clearButtonProps={{ "aria-label": t("filter.clear") }}
        data={sources}
        value={search.source ?? null}
        onChange={(source) => change({ source: source ?? undefined })}
      />
      <Select
        label={t("filter.owner")}
        placeholder={t("common:all")}
        clearable
        clearButtonProps={{ "aria-label": t("filter.clear") }}
        searchable={names.members.length > 10}
        data={[
          { value: "none", label: t("nobody") },
          ...names.members.map((member) => ({ value: member.id, label: member.fullName })),
        ]}
        value={search.owner ?? null}
        onChange={(owner) => change({ owner: owner ?? undefined })}
      />
      <Select
        label={t("filter.venue")}
        placeholder={t("common:all")}
        clearable
        clearButtonProps={{ "aria-label": t("filter.clear") }}
        searchable={names.venues.length > 10}
        data={names.venues.map((venue) => ({ value: venue.id, label: venue.name }))}
        value={search.venue ?? null}
        onChange={(venue) => change({ venue: venue ?? undefined })}
      />
      <TextInput
        label={t("filter.tag")}
        placeholder={t("common:all")}
        value={tag.value}
        onChange={(event) => tag.type(event.currentTarget.value)}
      />
      <Period label={t("filter.period")} from={search.from} to={search.to} change={(period) => change(period)} />
    </>
  );
}
