import { Paper, Text } from "@mantine/core";
import {
  IconArrowRight,
  IconForms,
  IconMessage,
  IconNote,
  IconPencil,
  IconShieldCheck,
  IconUser,
  type Icon,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/useFormat";
import { Bidi } from "@/ui/Bidi";
import type { TimelineEntry } from "../queries";
import { useNames } from "../useNames";
import { useStages } from "../useStages";

export const TIMELINE_ICONS: Record<TimelineEntry["kind"], Icon> = {
  submission: IconForms,
  status: IconArrowRight,
  assignment: IconUser,
  note: IconNote,
  change: IconPencil,
  message: IconMessage,
  consent: IconShieldCheck,
};

/** The members of a lead, as its form calls them. */
const FIELDS: Record<string, "name" | "email" | "phone" | "venue" | "tags" | "customFields"> = {
  fullName: "name",
  email: "email",
  phone: "phone",
  venueId: "venue",
  tags: "tags",
  customFields: "customFields",
};

/** What happened, who did it and when. */
export function TimelineText({ entry }: { entry: TimelineEntry }) {
  const format = useFormat();
  const actor = useActor(entry);
  const sentence = useSentence(entry);
  const words = entry.text ?? entry.message?.text ?? entry.consent?.text;

  return (
    <>
      <Text size="sm" fw={500}>
        {sentence}
      </Text>
      {words && (
        <Paper p="xs" mt={4} bg="var(--crm-page)">
          <Text size="sm" className="break" style={{ whiteSpace: "pre-wrap" }}>
            <Bidi>{words}</Bidi>
          </Text>
        </Paper>
      )}
      <Text size="xs" c="dimmed" mt={2}>
        {actor && (
          <>
            <Bidi>{actor}</Bidi>
            {" · "}
          </>
        )}
        <time dateTime={entry.at}>{format.dateTime(entry.at)}</time>
      </Text>
    </>
  );
}

function useActor({ by }: TimelineEntry): string | null {
  const { t } = useTranslation("leads");
  const names = useNames();
  if (!by) {
    return null;
  }
  if (by.kind === "system") {
    return t("timeline.system");
  }
  if (by.kind === "api_token") {
    return t("timeline.apiToken");
  }
  return by.id ? (names.members.find((member) => member.id === by.id)?.fullName ?? t("formerMember")) : null;
}

function useSentence(entry: TimelineEntry): string {
  const { t } = useTranslation("leads");
  const stages = useStages();
  const names = useNames();
  const format = useFormat();
  switch (entry.kind) {
    case "submission":
      return entry.submission?.formName
        ? t("timeline.submission", { form: entry.submission.formName })
        : t("timeline.arrival", { source: names.source(entry.submission?.source ?? "api") });
    case "status":
      return t("timeline.status", {
        from: stages.of(entry.from ?? "new").label,
        to: stages.of(entry.to ?? "new").label,
      });
    case "assignment":
      return entry.to ? t("timeline.assigned", { name: names.person(entry.to) }) : t("timeline.unassigned");
    case "note":
      return t("timeline.noted");
    case "change":
      return t("timeline.changed", {
        members: format.list(
          (entry.members ?? []).map((member) => {
            const field = FIELDS[member];
            return field ? t(`field.${field}`) : member;
          }),
        ),
      });
    case "message":
      return t(entry.message?.direction === "inbound" ? "timeline.received" : "timeline.sent");
    case "consent":
      return t(entry.consent?.granted ? "timeline.granted" : "timeline.withdrawn", {
        channel: t(`consent.channel.${entry.consent?.channel ?? "whatsapp"}`),
      });
  }
}
