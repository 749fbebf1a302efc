import { Button, Group, Select } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { membersQuery } from "@/api/members";
import { DayField } from "@/ui/DayField";
import { ACTIONS } from "./actions";
import type { AuditSearch } from "./search";

// Names of actions whose resource is another: a venue, the company.
const ONLY_ACTIONS = new Set(["access_log", "support", "leads"]);

type Props = { search: AuditSearch; show: (search: AuditSearch) => void };

export function AuditFilters({ search, show }: Props) {
  const { t } = useTranslation("audit");
  const { data: members = [] } = useQuery(membersQuery);
  const set = (some: AuditSearch) =>
    show(Object.fromEntries(Object.entries({ ...search, ...some }).filter(([, value]) => value)));
  const clearButtonProps = { "aria-label": t("common:all") };

  return (
    <Group align="flex-end" gap="sm">
      <Select
        label={t("filter.actor")}
        placeholder={t("common:all")}
        clearable
        clearButtonProps={clearButtonProps}
        searchable
        data={members.map(({ id, fullName }) => ({ value: id, label: fullName }))}
        value={search.actorId ?? null}
        onChange={(actorId) => set({ actorId: actorId ?? undefined })}
        flex="1 1 180px"
      />
      <Select
        label={t("filter.resource")}
        placeholder={t("common:all")}
        clearable
        clearButtonProps={clearButtonProps}
        data={Object.keys(ACTIONS)
          .filter((type) => !ONLY_ACTIONS.has(type))
          .map((type) => ({ value: type, label: t(`resource.${type}`) }))}
        value={search.resourceType ?? null}
        onChange={(resourceType) => set({ resourceType: resourceType ?? undefined, action: undefined })}
        flex="1 1 160px"
      />
      <Select
        label={t("filter.action")}
        placeholder={t("common:all")}
        clearable
        clearButtonProps={clearButtonProps}
        searchable
        data={Object.entries(ACTIONS)
          .filter(([type]) => !search.resourceType || type === search.resourceType)
          .map(([type, verbs]) => ({
            group: t(`resource.${type}`),
            items: verbs.map((verb) => ({ value: `${type}.${verb}`, label: t(`action.${type}.${verb}`) })),
          }))}
        value={search.action ?? null}
        onChange={(action) => set({ action: action ?? undefined })}
        flex="1 1 220px"
      />
      <DayField
        label={t("filter.from")}
        placeholder={t("common:all")}
        maxDate={search.to}
        value={search.from}
        onChange={(from) => set({ from })}
        flex="1 1 160px"
      />
      <DayField
        label={t("filter.to")}
        placeholder={t("common:all")}
        minDate={search.from}
        value={search.to}
        onChange={(to) => set({ to })}
        flex="1 1 160px"
      />
      {Object.keys(search).length > 0 && (
        <Button variant="subtle" leftSection={<IconX size={16} aria-hidden />} onClick={() => show({})}>
          {t("filter.reset")}
        </Button>
      )}
    </Group>
  );
}
