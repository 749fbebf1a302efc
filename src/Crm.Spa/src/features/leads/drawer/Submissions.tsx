import { Badge, Group, Paper, Stack, Text } from "@mantine/core";
import { IconForms } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Bidi, Ltr } from "@/ui/Bidi";
import { Facts } from "@/ui/Facts";
import { Moment } from "@/ui/Moment";
import { Empty } from "@/ui/States";
import type { Submission } from "../queries";
import { SourceName } from "../SourceName";
import { useNames } from "../useNames";

/** Every form that the person filled in, with every answer and the advertisement that led to it. */
export function Submissions({ submissions }: { submissions: Submission[] }) {
  const { t } = useTranslation("leads");
  return submissions.length > 0 ? (
    <Stack>
      {submissions.map((submission) => (
        <SubmissionCard key={submission.id} submission={submission} />
      ))}
    </Stack>
  ) : (
    <Empty icon={IconForms} title={t("submission.none")} />
  );
}

export function SubmissionCard({ submission }: { submission: Submission }) {
  const { t } = useTranslation("leads");
  const names = useNames();
  const story = storyOf(submission);

  return (
    <Paper component="article">
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap" align="start">
          <Stack gap={2} miw={0}>
            <Text fw={600} className="break">
              {submission.formName ? <Bidi>{submission.formName}</Bidi> : t("submission.noForm")}
            </Text>
            <SourceName source={submission.source} name={names.source(submission.source)} />
          </Stack>
          <Group gap="xs" wrap="nowrap">
            {submission.isTest && (
              <Badge variant="light" color="gray" tt="none">
                {t("submission.test")}
              </Badge>
            )}
            <Text size="sm" c="dimmed">
              <Moment at={submission.receivedAt} />
            </Text>
          </Group>
        </Group>
        {submission.answers.length > 0 ? (
          <Facts
            facts={submission.answers.map(({ question, value }) => [
              <Bidi key="question">{question}</Bidi>,
              value ? <Bidi key="value">{value}</Bidi> : t("submission.unanswered"),
            ])}
          />
        ) : (
          <Text size="sm" c="dimmed">
            {t("submission.noAnswers")}
          </Text>
        )}
        {story.length > 0 && (
          <Paper p="sm" bg="var(--crm-page)">
            <Text size="sm" fw={600} mb="xs">
              {t("submission.story")}
            </Text>
            <Facts
              facts={story.map(([key, name, id]) => [
                t(`submission.${key}`),
                name ? <Bidi key={key}>{name}</Bidi> : <Ltr key={key}>{id}</Ltr>,
              ])}
            />
          </Paper>
        )}
      </Stack>
    </Paper>
  );
}

function storyOf({ campaign, adGroup, ad, clickId, externalId }: Submission) {
  const all: [string, string | null | undefined, string | null | undefined][] = [
    ["campaign", campaign?.name, campaign?.id],
    ["adGroup", adGroup?.name, adGroup?.id],
    ["ad", ad?.name, ad?.id],
    ["clickId", null, clickId],
    ["externalId", null, externalId],
  ];
  return all.filter(([, name, id]) => name || id);
}
