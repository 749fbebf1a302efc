import { Box, Stack, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/useFormat";
import { More } from "@/ui/More";
import { Failed, LoadingRows } from "@/ui/States";
import { useMessages, type Conversation, type Message } from "../data";
import { Bubble } from "./Bubble";

const HEIGHT = "min(60vh, 640px)";

/** What was written, the oldest above; what is new comes into sight. */
export function Thread({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation("messages");
  const format = useFormat();
  const query = useMessages(conversation.id);
  const messages = (query.data?.pages.flatMap((page) => page.data) ?? []).toReversed();
  const area = useRef<HTMLDivElement>(null);
  const newest = messages.at(-1)?.id;

  useEffect(() => {
    area.current?.scrollTo({ top: area.current.scrollHeight });
  }, [newest]);

  if (query.data === undefined) {
    return (
      <Box p="md">
        {query.isError ? (
          <Failed error={query.error} retry={() => void query.refetch()} />
        ) : (
          <LoadingRows rows={4} height={56} />
        )}
      </Box>
    );
  }

  return (
    <Box
      ref={area}
      mah={HEIGHT}
      p="md"
      bg="var(--crm-page)"
      style={{ overflowY: "auto" }}
      // Who has no mouse scrolls it by the arrows.
      tabIndex={0}
      role="log"
      aria-label={t("log")}
    >
      <Stack gap="xs">
        <More query={query} />
        {messages.length === 0 && <Text c="dimmed">{t("nothingYet")}</Text>}
        {messages.map((message, index) => (
          <Box key={message.id}>
            {isNewDay(messages[index - 1], message, format.date) && (
              <Text size="xs" c="dimmed" ta="center" my="xs">
                {format.date(message.at)}
              </Text>
            )}
            <Bubble message={message} />
          </Box>
        ))}
      </Stack>
    </Box>
  );
}

const isNewDay = (before: Message | undefined, message: Message, write: (at: string) => string) =>
  !before || write(before.at) !== write(message.at);
