import { Alert, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/useFormat";
import { Bidi } from "@/ui/Bidi";
import { Moment } from "@/ui/Moment";
import type { Account } from "@/api/accounts";
import { healthNotes, type HealthNote } from "./health";
import { useWords } from "./words";

/** How an account is, and what to do about it. */
export function HealthNotes({ account }: { account: Account }) {
  const notes = healthNotes(account);
  return notes.length === 0 ? null : (
    <Stack gap="xs">
      {notes.map((note) =>
        note.kind === "error" ? <Refusal key="error" {...note} /> : <Hint key={note.kind} {...note} />,
      )}
    </Stack>
  );
}

function Refusal({ code, message, remedy, at }: Extract<HealthNote, { kind: "error" }>) {
  const { t } = useTranslation("integrations");
  const words = useWords();
  return (
    <Alert color="red" p="sm" icon={<IconAlertTriangle aria-hidden />} title={words("code", code)}>
      <Stack gap={4}>
        {remedy && <Text size="sm">{remedy}</Text>}
        {message && !remedy?.includes(message) && (
          <Text size="sm">
            {t("health.saidByPlatform")} <Bidi>{message}</Bidi>
          </Text>
        )}
        <Text size="xs">
          <Moment at={at} />
        </Text>
      </Stack>
    </Alert>
  );
}

function Hint(note: Exclude<HealthNote, { kind: "error" }>) {
  const { t } = useTranslation("integrations");
  const format = useFormat();
  const isQuiet = note.kind === "unconnected" || note.kind === "unused" || note.kind === "connecting";
  const gaps = "at" in note ? { date: format.date(note.at) } : "days" in note ? { days: note.days } : {};
  return (
    <Alert color={isQuiet ? "blue" : "yellow"} p="xs" icon={<IconInfoCircle aria-hidden />}>
      {t(`health.${note.kind}`, gaps)}
    </Alert>
  );
}
