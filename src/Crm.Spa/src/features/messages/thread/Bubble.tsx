import { Box, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useIs } from "@/api/me";
import { useFormat } from "@/i18n/useFormat";
import type { Message } from "../data";
import { MessageContent } from "./MessageContent";
import { isStuck, SIGNS } from "./status";
import { useRetry } from "./useRetry";

/** One message, on the side of who wrote it. */
export function Bubble({ message }: { message: Message }) {
  const { t } = useTranslation("messages");
  const format = useFormat();
  const isOurs = message.direction === "outbound";
  const Sign = SIGNS[message.status];

  return (
    <Group justify={isOurs ? "flex-end" : "flex-start"}>
      <Paper
        px="sm"
        py="xs"
        maw="min(85%, 560px)"
        radius="lg"
        bg={isOurs ? "var(--mantine-primary-color-light)" : "var(--mantine-color-body)"}
      >
        <Stack gap={4}>
          <Text size="xs" fw={600} c="dimmed">
            {isOurs ? t("fromUs") : t("fromThem")}
          </Text>
          <MessageContent message={message} />
          <Group gap={6} justify="flex-end" c={isStuck(message) ? "var(--mantine-color-error)" : "dimmed"}>
            <Text size="xs">{format.time(message.at)}</Text>
            {isOurs && (
              <Group gap={4}>
                <Sign size={15} aria-hidden />
                <Text size="xs" fw={isStuck(message) ? 700 : 400}>
                  {t(`status.${message.status}`)}
                </Text>
              </Group>
            )}
          </Group>
          {isOurs && <Trouble message={message} />}
        </Stack>
      </Paper>
    </Group>
  );
}

/** Why it did not go or waits, and what to do. */
function Trouble({ message }: { message: Message }) {
  const { t } = useTranslation("messages");
  const format = useFormat();
  const mayWrite = useIs("member");
  const retry = useRetry();
  if (!message.error && !isStuck(message)) {
    return null;
  }

  return (
    <Box>
      <Text size="sm">{message.status === "unknown" ? t("unknownText") : message.error?.message}</Text>
      {message.retryAt && <Text size="sm">{t("goesOn", { time: format.dateTime(message.retryAt) })}</Text>}
      {isStuck(message) && mayWrite && (
        <Button
          mt={6}
          size="compact-sm"
          variant="default"
          loading={retry.isPending}
          leftSection={<IconRefresh size={15} aria-hidden />}
          onClick={() => void retry.ask(message)}
        >
          {t("retry")}
        </Button>
      )}
    </Box>
  );
}
