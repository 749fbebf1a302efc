import { Paper, Stack, Table, Text } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconHourglass, IconPlayerPause, type Icon } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/useFormat";
import { Ltr } from "@/ui/Bidi";
import { Moment } from "@/ui/Moment";
import { Status } from "@/ui/Status";
import type { Template } from "../data";

/** How a platform's judgement looks; its words are `messages:templates.status`. */
const LOOKS: Record<string, { color: string; icon: Icon }> = {
  approved: { color: "green", icon: IconCircleCheck },
  pending: { color: "orange", icon: IconHourglass },
  rejected: { color: "red", icon: IconCircleX },
  paused: { color: "orange", icon: IconPlayerPause },
  disabled: { color: "red", icon: IconCircleX },
};

const CATEGORIES = new Set(["marketing", "utility", "authentication"]);

export function TemplateTable({ templates }: { templates: Template[] }) {
  const { t } = useTranslation("messages");
  const format = useFormat();
  return (
    <Paper p={0}>
      <Table.ScrollContainer
        minWidth={720}
        // Who has no mouse scrolls it by the arrows.
        scrollAreaProps={{ viewportProps: { tabIndex: 0, role: "region", "aria-label": t("templates.title") } }}
      >
        <Table verticalSpacing="sm" horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("templates.name")}</Table.Th>
              <Table.Th scope="col">{t("templates.language")}</Table.Th>
              <Table.Th scope="col">{t("templates.category")}</Table.Th>
              <Table.Th scope="col">{t("templates.statusLabel")}</Table.Th>
              <Table.Th scope="col">{t("templates.syncedAt")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {templates.map((template) => (
              <Table.Tr key={template.id}>
                <Table.Th scope="row" fw={400} maw={360}>
                  <Stack gap={2}>
                    <Text size="sm" fw={600} className="break">
                      <Ltr>{template.name}</Ltr>
                    </Text>
                    {template.text && (
                      <Text size="sm" c="dimmed" lineClamp={2} dir="auto">
                        {template.text}
                      </Text>
                    )}
                  </Stack>
                </Table.Th>
                <Table.Td>{format.nameOf("language", template.language.replace("_", "-"))}</Table.Td>
                <Table.Td>{t(`category.${CATEGORIES.has(template.category) ? template.category : "other"}`)}</Table.Td>
                <Table.Td>
                  <TemplateStatus template={template} />
                </Table.Td>
                <Table.Td>
                  <Moment at={template.syncedAt} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}

function TemplateStatus({ template: { status, statusReason } }: { template: Template }) {
  const { t } = useTranslation("messages");
  const look = LOOKS[status] ?? { color: "gray", icon: IconHourglass };
  return (
    <Stack gap={2} align="flex-start">
      <Status color={look.color} icon={look.icon}>
        {t(`templates.status.${status in LOOKS ? status : "other"}`)}
      </Status>
      {statusReason && (
        <Text size="xs" c="dimmed" dir="auto">
          {statusReason}
        </Text>
      )}
    </Stack>
  );
}
