import { Anchor, Group, Paper, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useFormat } from "@/i18n/useFormat";
import { Bidi, Ltr } from "@/ui/Bidi";
import { Phone } from "@/ui/Phone";
import type { Lead } from "../pages";
import { SourceName } from "../SourceName";
import { useNames } from "../useNames";

type Props = {
  lead: Lead;
  isNew?: boolean;
  /** Its place, while the card itself is on the way. */
  isTaken?: boolean;
  isFloating?: boolean;
  tools?: ReactNode;
};

export function Card({ lead, isNew = false, isTaken = false, isFloating = false, tools }: Props) {
  const names = useNames();
  const format = useFormat();

  return (
    <Paper
      p="xs"
      shadow={isFloating ? "lg" : "xs"}
      opacity={isTaken ? 0.4 : 1}
      bg={isNew ? "var(--mantine-color-green-light)" : undefined}
      style={{ transition: "background-color 600ms", cursor: isFloating ? "grabbing" : undefined }}
    >
      <Group gap={4} wrap="nowrap" align="start" justify="space-between">
        <Stack gap={2} miw={0} flex={1}>
          <Anchor
            size="sm"
            fw={600}
            truncate
            underline="hover"
            c="inherit"
            draggable={false}
            dir="auto"
            ta="-webkit-match-parent"
            renderRoot={(props) => (
              <Link
                to="."
                search={(before) => ({ ...before, lead: lead.id }) as never}
                resetScroll={false}
                preload={false}
                {...props}
              />
            )}
          >
            {names.lead(lead)}
          </Anchor>
          <Text size="xs" c="dimmed" truncate>
            <Ltr>{lead.phone ? <Phone number={lead.phone} /> : (lead.email ?? lead.phoneRaw ?? "")}</Ltr>
          </Text>
        </Stack>
        {tools && (
          <Group gap={0} wrap="nowrap">
            {tools}
          </Group>
        )}
      </Group>
      <Group justify="space-between" wrap="nowrap" mt={4} gap="xs">
        <SourceName source={lead.source} name={names.source(lead.source)} />
        <Text
          component="time"
          size="xs"
          c="dimmed"
          dateTime={lead.createdAt}
          title={format.dateTime(lead.createdAt)}
          style={{ whiteSpace: "nowrap" }}
        >
          {format.relative(lead.createdAt)}
        </Text>
      </Group>
      {lead.ownerId && (
        <Text size="xs" mt={2} truncate>
          <Bidi>{names.person(lead.ownerId)}</Bidi>
        </Text>
      )}
    </Paper>
  );
}
