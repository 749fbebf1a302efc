import { Anchor, Box, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconTargetArrow } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Phone } from "@/ui/Phone";
import { BackLink, ButtonLink } from "@/ui/links";
import { PlatformIcon } from "@/ui/PlatformIcon";
import { QueryView } from "@/ui/QueryView";
import { conversationQuery, useMessagingAccounts, type Conversation } from "./data";
import { MessagesFrame } from "./MessagesFrame";
import { PersonName } from "./PersonName";
import { Thread } from "./thread/Thread";
import { Writer } from "./thread/Writer";

export function ConversationPage() {
  const { t } = useTranslation("messages");
  const { conversationId } = useParams({ from: "/signed-in/messages/$conversationId" });
  const search = useSearch({ from: "/signed-in/messages/$conversationId" });
  const query = useQuery(conversationQuery(conversationId));

  return (
    <MessagesFrame search={search} open={conversationId}>
      <Stack gap="sm">
        <Box hiddenFrom="md">
          <BackLink to="/messages" search={search}>
            {t("back")}
          </BackLink>
        </Box>
        <QueryView query={query}>
          {(conversation) => (
            <Paper key={conversation.id} p={0} component="section" aria-label={t("conversation")}>
              <Head conversation={conversation} />
              <Thread conversation={conversation} />
              <Writer conversation={conversation} />
            </Paper>
          )}
        </QueryView>
      </Stack>
    </MessagesFrame>
  );
}

function Head({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation("messages");
  const { accounts } = useMessagingAccounts();
  const account = accounts.find(({ id }) => id === conversation.accountId);

  return (
    <Group
      justify="space-between"
      p="md"
      gap="sm"
      style={{ borderBottom: "1px solid var(--mantine-color-default-border)" }}
    >
      <Box miw={0}>
        <Title order={2} size="h3">
          <PersonName conversation={conversation} />
        </Title>
        <Group gap="sm">
          {conversation.phone && conversation.name && (
            <Anchor href={`tel:${conversation.phone}`} size="sm">
              <Phone number={conversation.phone} />
            </Anchor>
          )}
          {account && (
            <Group gap={4} c="dimmed">
              <PlatformIcon platform={account.platform} size={16} />
              <Text size="sm">{t("with", { account: account.displayName ?? account.name })}</Text>
            </Group>
          )}
        </Group>
      </Box>
      {conversation.leadId && (
        <ButtonLink
          to="/leads"
          search={{ lead: conversation.leadId }}
          variant="default"
          size="xs"
          leftSection={<IconTargetArrow size={16} aria-hidden />}
        >
          {t("toLead")}
        </ButtonLink>
      )}
    </Group>
  );
}
