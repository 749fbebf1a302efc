import { Button, CopyButton, Group, Paper, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconCheck, IconCopy, IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { saveFile } from "@/ui/saveFile";

/** What signs in once the phone is lost; shown here and never again. */
export function RecoveryCodes({ codes, close }: { codes: string[]; close: () => void }) {
  const { t } = useTranslation("settings");
  const text = codes.join("\n");

  return (
    <Stack>
      <Text size="sm">{t("recovery.text")}</Text>
      <Paper bg="var(--crm-page)">
        <SimpleGrid component="ul" cols={2} spacing="xs" m={0} p={0} style={{ listStyle: "none" }}>
          {codes.map((code) => (
            <Text component="li" key={code} className="ltr" ff="monospace" ta="center">
              {code}
            </Text>
          ))}
        </SimpleGrid>
      </Paper>
      <Group grow>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              onClick={copy}
              leftSection={copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
            >
              {copied ? t("common:copied") : t("common:copy")}
            </Button>
          )}
        </CopyButton>
        <Button
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
          onClick={() => saveFile(new Blob([`${text}\n`], { type: "text/plain" }), "crm-recovery-codes.txt")}
        >
          {t("recovery.download")}
        </Button>
      </Group>
      <Button onClick={close}>{t("recovery.kept")}</Button>
    </Stack>
  );
}
