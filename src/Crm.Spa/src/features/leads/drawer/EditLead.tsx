import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconUsers } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Lead } from "../pages";
import { PersonFields, type Person } from "../PersonFields";
import { personOf } from "./correction";
import { useCorrection } from "./useCorrection";

type Props = { lead: Lead; etag: string | null; close: () => void };

/** Corrects who the person is. Who changed it meanwhile is not overwritten. */
export function EditLead({ lead, etag, close }: Props) {
  const { t } = useTranslation("leads");
  const form = useForm<Person>({ initialValues: personOf(lead) });
  const { save, isSaving, conflict } = useCorrection({ form, opened: { lead, etag }, close });

  return (
    <form onSubmit={form.onSubmit((person) => save(person))}>
      <Stack>
        <PersonFields form={form} />
        {conflict && (
          <Alert color="yellow" title={t("edit.changed")} icon={<IconUsers aria-hidden />}>
            <Text size="sm">{t("edit.changedText")}</Text>
            <Group mt="sm" gap="xs">
              <Button size="sm" onClick={conflict.takeNew}>
                {t("edit.takeNew")}
              </Button>
              <Button size="sm" variant="default" onClick={conflict.keepOwn}>
                {t("edit.keepOwn")}
              </Button>
            </Group>
          </Alert>
        )}
        <Group justify="end">
          <Button variant="default" onClick={close}>
            {t("common:cancel")}
          </Button>
          <Button type="submit" loading={isSaving} disabled={!form.isDirty() || conflict !== null}>
            {t("common:save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
