import { Alert, Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconExternalLink, IconHelpCircle, IconHourglass, IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useIs } from "@/api/me";
import { useFormat } from "@/i18n/useFormat";
import { traitsOf } from "@/ui/platformTraits";
import { Section } from "@/ui/Section";
import { ButtonLink } from "@/ui/links";
import { accountName, usePublishers, type Post, type Target } from "../data";
import { PostStatusBadge } from "../PostStatusBadge";
import { Counts } from "./Counts";
import { Story } from "./Story";
import { usePostActions } from "./usePostActions";

/** What became of the post at one account. */
export function TargetCard({ post, target }: { post: Post; target: Target }) {
  const { t } = useTranslation("social");
  const format = useFormat();
  const { publishers } = usePublishers();
  const account = publishers.accounts.find((found) => found.id === target.accountId);
  const platform = publishers.platforms.find(({ key }) => key === target.platform)?.name ?? target.platform;
  const status = post.status === "draft" ? "draft" : target.status;

  return (
    <Section
      title={t("target.title", { platform, account: accountName(account) })}
      actions={<PostStatusBadge status={status} />}
    >
      {target.publishedAt && (
        <Group gap="md">
          <Text size="sm">{t("target.publishedAt", { time: format.dateTime(target.publishedAt) })}</Text>
          {target.url && (
            <Anchor href={target.url} target="_blank" rel="noreferrer" size="sm">
              <Group gap={4} component="span">
                {t("target.open", { platform })}
                <IconExternalLink size={15} aria-hidden className="turns" />
              </Group>
            </Anchor>
          )}
        </Group>
      )}
      {target.status === "unknown" ? (
        <Unknown
          post={post}
          target={target}
          platform={platform}
          page={account?.username && traitsOf(target.platform).pageOf?.(account.username)}
        />
      ) : (
        target.error && <Trouble post={post} target={target} />
      )}
      <Counts counts={target.counts ?? []} />
      <Story story={target.story ?? []} />
    </Section>
  );
}

function Trouble({ post, target }: { post: Post; target: Target }) {
  const { t } = useTranslation("social");
  const format = useFormat();
  const mayWrite = useIs("member");
  const { retry } = usePostActions(post.id, null);
  const hasFailed = target.status === "failed";

  return (
    <Alert
      color={hasFailed ? "red" : "orange"}
      icon={hasFailed ? <IconAlertTriangle aria-hidden /> : <IconHourglass aria-hidden />}
      title={hasFailed ? t("target.failed") : t("target.waits")}
    >
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{target.error!.message ?? target.error!.code}</Text>
        {target.retryAt && <Text size="sm">{t("target.goesOn", { time: format.dateTime(target.retryAt) })}</Text>}
        {hasFailed && mayWrite && (
          <Group gap="xs">
            <Button
              size="xs"
              loading={retry.isPending}
              leftSection={<IconRefresh size={16} aria-hidden />}
              onClick={() => void retry.ask(target.accountId, false)}
            >
              {t("target.retry")}
            </Button>
            {ACCOUNT_CODES.has(target.error!.code) && (
              <ButtonLink size="xs" variant="default" to="/integrations">
                {t("target.connect")}
              </ButtonLink>
            )}
          </Group>
        )}
      </Stack>
    </Alert>
  );
}

/** Nothing helps before the account is connected again. */
const ACCOUNT_CODES = new Set(["authentication_failed", "integration_not_configured", "permission_denied"]);

type UnknownProps = { post: Post; target: Target; platform: string; page: string | null | undefined };

/** It was sent and no answer came: the person looks, and sends it again only when it is not there. */
function Unknown({ post, target, platform, page }: UnknownProps) {
  const { t } = useTranslation("social");
  const format = useFormat();
  const mayWrite = useIs("member");
  const { retry } = usePostActions(post.id, null);

  return (
    <Alert color="orange" icon={<IconHelpCircle aria-hidden />} title={t("unknown.title")}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{t("unknown.text", { platform })}</Text>
        {target.retryAt && (
          <Text size="sm">{t("unknown.asked", { platform, time: format.dateTime(target.retryAt) })}</Text>
        )}
        <Group gap="xs">
          {page && (
            <Button
              size="xs"
              variant="default"
              component="a"
              href={page}
              target="_blank"
              rel="noreferrer"
              leftSection={<IconExternalLink size={16} aria-hidden className="turns" />}
            >
              {t("unknown.look", { platform })}
            </Button>
          )}
          {mayWrite && (
            <Button
              size="xs"
              loading={retry.isPending}
              leftSection={<IconRefresh size={16} aria-hidden />}
              onClick={() => void retry.ask(target.accountId, true)}
            >
              {t("unknown.again")}
            </Button>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}
