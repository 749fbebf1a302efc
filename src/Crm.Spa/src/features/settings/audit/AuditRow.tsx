import { Box, Button, Collapse, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/schema";
import { useCodeText } from "@/i18n/useCodeText";
import { useFormat } from "@/i18n/useFormat";
import { Bidi, Ltr } from "@/ui/Bidi";
import { Moment } from "@/ui/Moment";
import { AuditDetails } from "./AuditDetails";

export type AuditEvent = components["schemas"]["AuditEventDto"];

type Props = { audited: AuditEvent; showResource: (id: string) => void };

/** One line of the log, and what exactly was changed for who opens it. */
export function AuditRow({ audited, showResource }: Props) {
  const { t } = useTranslation("audit");
  const format = useFormat();
  const codeText = useCodeText("audit");
  const [isOpen, details] = useDisclosure(false);
  const id = useId();
  const { actor, action, address, occurredAt } = audited;
  const who = actor.name ?? codeText("actor", actor.kind, t("actor.unknown"));
  const what = codeText("action", action, t("action.other"));
  const ChevronIcon = isOpen ? IconChevronUp : IconChevronDown;

  return (
    <Box component="li" px="md" py="sm" style={{ borderBlockEnd: "1px solid var(--mantine-color-default-border)" }}>
      <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-start">
        <Box miw={0}>
          <Text fw={500}>{what}</Text>
          <Text size="sm" c="dimmed" className="break">
            <Bidi>{who}</Bidi>
            {" · "}
            <Moment at={occurredAt} />
            {address && (
              <>
                {" · "}
                <Ltr>{address}</Ltr>
              </>
            )}
          </Text>
        </Box>
        <Button
          size="compact-sm"
          variant="subtle"
          flex="0 0 auto"
          rightSection={<ChevronIcon size={16} aria-hidden />}
          aria-expanded={isOpen}
          aria-controls={id}
          aria-label={t("details.of", { what, at: format.dateTime(occurredAt) })}
          onClick={details.toggle}
        >
          {t("details.label")}
        </Button>
      </Group>
      <Collapse id={id} expanded={isOpen}>
        {isOpen && <AuditDetails audited={audited} showResource={showResource} />}
      </Collapse>
    </Box>
  );
}
