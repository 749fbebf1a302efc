import { Select, SimpleGrid } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useIs } from "@/api/me";
import type { Lead } from "../pages";
import { useAssign } from "../useAssign";
import { useMove } from "../useMove";
import { useNames } from "../useNames";
import { useStages } from "../useStages";

const NOBODY = "none";

/** Where the lead stands and who works on it. */
export function Work({ lead }: { lead: Lead }) {
  const { t } = useTranslation("leads");
  const mayWrite = useIs("member");
  const { stages, of } = useStages();
  const names = useNames();
  const move = useMove();
  const assign = useAssign();
  const known = stages.some((stage) => stage.key === lead.status) ? stages : [...stages, of(lead.status)];
  const owners = names.members.map((member) => ({ value: member.id, label: member.fullName }));
  const former =
    lead.ownerId && !owners.some((owner) => owner.value === lead.ownerId)
      ? [{ value: lead.ownerId, label: names.person(lead.ownerId) }]
      : [];

  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      <Select
        label={t("field.status")}
        allowDeselect={false}
        disabled={!mayWrite}
        data={known.map((stage) => ({ value: stage.key, label: stage.label }))}
        value={lead.status}
        onChange={(status) => status && move(lead, status)}
      />
      <Select
        label={t("field.owner")}
        allowDeselect={false}
        disabled={!mayWrite}
        searchable={owners.length > 10}
        data={[{ value: NOBODY, label: t("nobody") }, ...owners, ...former]}
        value={lead.ownerId ?? NOBODY}
        onChange={(owner) => owner && assign(lead, owner === NOBODY ? null : owner)}
      />
    </SimpleGrid>
  );
}
