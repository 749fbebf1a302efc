import { Avatar, Box, Group, Text } from "@mantine/core";
import { IconBan, IconClock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { PaperLink } from "@/ui/links";
import { Moment } from "@/ui/Moment";
import { Status } from "@/ui/Status";
import type { Conversation } from "./data";
import { PersonName } from "./PersonName";
import type { MessagesSearch } from "./routes";
import { useServiceWindow } from "./useServiceWindow";

type Props = { conversation: Conversation; search: MessagesSearch; isOpen: boolean };

export function ConversationRow({ conversation, search, isOpen }: Props) {
  const { t } = useTranslation("messages");
  const { isOpen: mayWrite } = useServiceWindow(conversation);

  return (
    <PaperLink
      to="/messages/$conversationId"
      params={{ conversationId: conversation.id }}
      search={search}
      aria-current={isOpen ? "page" : undefined}
      p="sm"
      bg={isOpen ? "var(--mantine-primary-color-light)" : undefined}
    >
      <Group wrap="nowrap" gap="sm">
        <Avatar name={conversation.name ?? undefined} color="brand" radius="xl" aria-hidden />
        <Box flex={1} miw={0}>
          <Group justify="space-between" wrap="nowrap" gap="xs">
            <Text fw={600} truncate>
              <PersonName conversation={conversation} />
            </Text>
            <Text size="xs" c="dimmed" style={{ flexShrink: 0 }}>
              <Moment at={conversation.lastMessageAt} />
            </Text>
          </Group>
          {conversation.optedOut ? (
            <Status color="red" icon={IconBan} mt={4}>
              {t("optedOut.short")}
            </Status>
          ) : (
            mayWrite && (
              <Status color="green" icon={IconClock} mt={4}>
                {t("window.openShort")}
              </Status>
            )
          )}
        </Box>
      </Group>
    </PaperLink>
  );
}
