import { ActionIcon, CopyButton, Group, Input, Paper, Text, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";

type Props = { label: string; value: string; description?: string };

/** A value that is taken elsewhere as it is: an address to register, a token, a code. */
export function CopyField({ label, value, description }: Props) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <Input.Wrapper label={label} description={description} labelElement="div" labelProps={{ id }}>
      <Paper p="xs" mt={4} bg="var(--crm-page)" role="group" aria-labelledby={id}>
        <Group wrap="nowrap" justify="space-between" gap="xs">
          <Text className="ltr break" ff="monospace" size="sm">
            {value}
          </Text>
          <CopyButton value={value}>
            {({ copied, copy }) => (
              <Tooltip label={copied ? t("copied") : t("copy")}>
                <ActionIcon
                  variant="subtle"
                  onClick={copy}
                  aria-label={`${t("copy")}: ${label}`}
                  color={copied ? "green" : undefined}
                >
                  {copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
                </ActionIcon>
              </Tooltip>
            )}
          </CopyButton>
        </Group>
      </Paper>
    </Input.Wrapper>
  );
}
