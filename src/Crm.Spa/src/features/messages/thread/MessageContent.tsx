import { Anchor, Group, Stack, Text } from "@mantine/core";
import { IconPaperclip, IconTemplate } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Bidi, Ltr } from "@/ui/Bidi";
import { templatesQuery, type Message } from "../data";
import { filled, valuesOf } from "../templates/fill";

const MEDIA = new Set(["image", "video", "audio", "document", "sticker"]);

/** What was said, in its own direction, or what kind of thing was sent. */
export function MessageContent({ message }: { message: Message }) {
  const { t } = useTranslation("messages");
  if (message.template) {
    return <SentTemplateText message={message} />;
  }

  return (
    <Stack gap={4}>
      {message.media && (
        <Group gap={6} wrap="nowrap">
          <IconPaperclip size={16} aria-hidden />
          {message.media.url ? (
            <Anchor href={message.media.url} target="_blank" rel="noreferrer" size="sm">
              <Bidi>{message.media.fileName ?? t(`kind.${MEDIA.has(message.type) ? message.type : "other"}`)}</Bidi>
            </Anchor>
          ) : (
            <Text size="sm">
              <Bidi>{message.media.fileName ?? t(`kind.${MEDIA.has(message.type) ? message.type : "other"}`)}</Bidi>
            </Text>
          )}
        </Group>
      )}
      {message.text ? (
        <Text dir="auto" className="break" style={{ whiteSpace: "pre-wrap" }}>
          {message.text}
        </Text>
      ) : (
        !message.media && <Text c="dimmed">{t("kind.other")}</Text>
      )}
    </Stack>
  );
}

/** The words that the person got: those of the template as it is stored now, with what was filled in. */
function SentTemplateText({ message }: { message: Message }) {
  const { t } = useTranslation("messages");
  const sent = message.template!;
  const { data } = useQuery(templatesQuery(message.accountId));
  const template = data?.data.find(({ name, language }) => name === sent.name && language === sent.language);
  const words = template?.text && filled(template.text, valuesOf(sent.components ?? []));

  return (
    <Stack gap={4}>
      <Group gap={6} c="dimmed">
        <IconTemplate size={15} aria-hidden />
        <Text size="xs">
          {t("templates.one")} <Ltr>{sent.name}</Ltr>
        </Text>
      </Group>
      {words && (
        <Text dir="auto" className="break" style={{ whiteSpace: "pre-wrap" }}>
          {words}
        </Text>
      )}
    </Stack>
  );
}
