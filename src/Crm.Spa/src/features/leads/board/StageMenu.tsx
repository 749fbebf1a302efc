import { ActionIcon, Menu } from "@mantine/core";
import { IconDotsVertical } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Bidi } from "@/ui/Bidi";
import type { Lead } from "../pages";
import { useMove } from "../useMove";
import { useNames } from "../useNames";
import { useStages } from "../useStages";

/** Moves a card without dragging it. */
export function StageMenu({ lead }: { lead: Lead }) {
  const { t } = useTranslation("leads");
  const names = useNames();
  const { stages } = useStages();
  const move = useMove();

  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("board.moveTo", { name: names.lead(lead) })}>
          <IconDotsVertical size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("board.menu")}</Menu.Label>
        {stages
          .filter((stage) => stage.key !== lead.status)
          .map((stage) => (
            <Menu.Item key={stage.key} onClick={() => move(lead, stage.key)}>
              <Bidi>{stage.label}</Bidi>
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
