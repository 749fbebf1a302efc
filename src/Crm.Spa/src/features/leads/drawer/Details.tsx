import { Button, Group, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPencil } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useIs } from "@/api/me";
import type { Lead } from "../pages";
import { EditLead } from "./EditLead";
import { Person } from "./Person";
import { Removal } from "./Removal";

type Props = { lead: Lead; etag: string | null; close: () => void };

export function Details({ lead, etag, close }: Props) {
  const { t } = useTranslation("leads");
  const mayWrite = useIs("member");
  const [isEditing, editing] = useDisclosure(false);

  return isEditing ? (
    <EditLead lead={lead} etag={etag} close={editing.close} />
  ) : (
    <Stack gap="lg">
      <Person lead={lead} />
      {mayWrite && (
        <Group justify="space-between">
          <Button variant="light" leftSection={<IconPencil size={16} aria-hidden />} onClick={editing.open}>
            {t("common:edit")}
          </Button>
          <Removal lead={lead} close={close} />
        </Group>
      )}
    </Stack>
  );
}
