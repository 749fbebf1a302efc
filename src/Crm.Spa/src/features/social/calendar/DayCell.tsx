import { Badge, Group, Stack, Table, Text, UnstyledButton, VisuallyHidden } from "@mantine/core";
import type { Ref } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/useFormat";
import { UnstyledLink } from "@/ui/links";
import { wordsOf } from "../posts/PostRow";
import { lookOf } from "../status";
import type { Entry } from "./useMonth";

const MOST_SHOWN = 3;

type Props = {
  day: string;
  isChosen: boolean;
  isToday: boolean;
  isOther: boolean;
  entries: Entry[];
  onChoose: () => void;
  ref?: Ref<HTMLButtonElement>;
};

/** A day: on a wide screen with what is planned for it, on a narrow one with how much. */
export function DayCell({ day, isChosen, isToday, isOther, entries, onChoose, ref }: Props) {
  const { t } = useTranslation("social");
  const format = useFormat();
  const date = new Date(`${day}T00:00:00Z`);
  const write = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(format.locale, { timeZone: "UTC", ...options }).format(date);

  return (
    <Table.Td
      valign="top"
      h={{ base: 56, sm: 104 }}
      bg={isChosen ? "var(--mantine-primary-color-light)" : isOther ? "var(--crm-page)" : undefined}
    >
      <Stack gap={4}>
        <UnstyledButton
          ref={ref}
          onClick={onChoose}
          tabIndex={isChosen ? 0 : -1}
          aria-pressed={isChosen}
          aria-current={isToday ? "date" : undefined}
          aria-label={t("calendar.day", { day: write({ dateStyle: "full" }), count: entries.length })}
          px={6}
          py={2}
          style={{
            alignSelf: "flex-start",
            borderRadius: "var(--mantine-radius-sm)",
            ...(isToday ? { background: "var(--mantine-primary-color-filled)", color: "white" } : {}),
          }}
        >
          <Text
            span
            size="sm"
            fw={isToday || isChosen ? 700 : 400}
            c={isToday ? "white" : isOther ? "dimmed" : undefined}
          >
            {write({ day: "numeric" })}
          </Text>
        </UnstyledButton>
        {entries.length > 0 && (
          <Badge size="sm" variant="light" mx="auto" px={6} hiddenFrom="sm" aria-hidden>
            {format.number(entries.length)}
          </Badge>
        )}
        <Stack gap={2} visibleFrom="sm">
          {entries.slice(0, MOST_SHOWN).map((entry) => (
            <EntryLink key={entry.post.id} entry={entry} />
          ))}
          {entries.length > MOST_SHOWN && (
            <Text size="xs" c="dimmed">
              {t("calendar.more", { count: entries.length - MOST_SHOWN })}
            </Text>
          )}
        </Stack>
      </Stack>
    </Table.Td>
  );
}

function EntryLink({ entry: { post, at } }: { entry: Entry }) {
  const { t } = useTranslation("social");
  const format = useFormat();
  const { color, icon: StatusIcon } = lookOf(post.status);
  return (
    <UnstyledLink to="/social/posts/$postId" params={{ postId: post.id }} display="block">
      <Group gap={4} wrap="nowrap">
        <StatusIcon size={14} aria-hidden color={`var(--mantine-color-${color}-text)`} style={{ flexShrink: 0 }} />
        <VisuallyHidden>{t(`status.${post.status}`)}</VisuallyHidden>
        <Text size="xs" fw={600} style={{ flexShrink: 0 }}>
          {format.time(at)}
        </Text>
        <Text size="xs" truncate dir="auto">
          {wordsOf(post) || t("noText")}
        </Text>
      </Group>
    </UnstyledLink>
  );
}
