import { Alert, Button, Stack, Text } from "@mantine/core";
import { IconRefresh, IconUsers } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

/** Somebody else has saved the same record since it was opened: nothing is overwritten, and nothing that was typed is gone. */
export function Outdated({ readNewest }: { readNewest: () => unknown }) {
  const { t } = useTranslation();
  return (
    <Alert color="orange" icon={<IconUsers aria-hidden />} title={t("outdated.title")} role="alert">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{t("outdated.text")}</Text>
        <Button
          size="xs"
          color="orange"
          variant="light"
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={() => void readNewest()}
        >
          {t("outdated.action")}
        </Button>
      </Stack>
    </Alert>
  );
}
