import { Accordion, Text, Timeline } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/schema";
import { useFormat } from "@/i18n/useFormat";
import { Ltr } from "@/ui/Bidi";

type Attempt = components["schemas"]["AttemptDto"];

const ACTIONS = new Set(["prepare", "publish", "look_up"]);
const OUTCOMES = new Set([
  "published",
  "part_published",
  "refused",
  "postponed",
  "lost",
  "found",
  "not_found",
  "not_published",
]);

/** Every call to the platform for this post, and what was answered. */
export function Story({ story }: { story: Attempt[] }) {
  const { t } = useTranslation("social");
  const format = useFormat();
  if (story.length === 0) {
    return null;
  }

  return (
    <Accordion variant="contained" order={3}>
      <Accordion.Item value="story">
        <Accordion.Control>{t("story.title", { count: story.length })}</Accordion.Control>
        <Accordion.Panel>
          <Timeline bulletSize={14} lineWidth={2}>
            {story.map((attempt, index) => (
              <Timeline.Item
                key={index}
                title={t("story.line", {
                  action: t(`story.action.${ACTIONS.has(attempt.action) ? attempt.action : "other"}`),
                  outcome: t(`story.outcome.${outcomeOf(attempt)}`),
                })}
              >
                <Text size="sm" c="dimmed">
                  {format.dateTime(attempt.startedAt)}
                </Text>
                {attempt.error && <Text size="sm">{attempt.error.message ?? attempt.error.code}</Text>}
                {attempt.requestId && (
                  <Text size="xs" c="dimmed" className="break">
                    {t("story.requestId")} <Ltr>{attempt.requestId}</Ltr>
                  </Text>
                )}
              </Timeline.Item>
            ))}
          </Timeline>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

function outcomeOf({ outcome }: Attempt) {
  return outcome === null ? "running" : OUTCOMES.has(outcome) ? outcome : "other";
}
