import { Box, Group, Stack, Text } from "@mantine/core";
import { IconCalendarEvent } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useIs } from "@/api/me";
import { useFormat } from "@/i18n/useFormat";
import { Bidi } from "@/ui/Bidi";
import { AnchorLink, ButtonLink, UnstyledLink } from "@/ui/links";
import { PlatformIcon } from "@/ui/PlatformIcon";
import { QueryView } from "@/ui/QueryView";
import { Section } from "@/ui/Section";
import { plannedPostsQuery, type Post } from "./queries";

/** What will be published next. */
export function PlannedPosts() {
  const { t } = useTranslation("dashboard");
  const query = useQuery(plannedPostsQuery);
  return (
    <Section
      title={t("planned.title")}
      actions={
        <AnchorLink to="/social/calendar" size="sm">
          {t("planned.calendar")}
        </AnchorLink>
      }
    >
      <QueryView query={query} isEmpty={(posts) => posts.length === 0} empty={<NothingPlanned />}>
        {(posts) => (
          <Stack component="ul" gap={2} m={0} p={0} style={{ listStyle: "none" }}>
            {posts.map((post) => (
              <li key={post.id}>
                <PostLine post={post} />
              </li>
            ))}
          </Stack>
        )}
      </QueryView>
    </Section>
  );
}

function PostLine({ post }: { post: Post }) {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  const platforms = [...new Set(post.targets.map((target) => target.platform))];
  return (
    <UnstyledLink to="/social/posts/$postId" params={{ postId: post.id }} py={6}>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Box miw={0}>
          <Text size="sm" lineClamp={1} className="break">
            <Bidi>{post.text || t("planned.wordless")}</Bidi>
          </Text>
          <Text size="xs" c="dimmed" component="time" dateTime={post.publishAt ?? undefined}>
            {post.publishAt && format.dateTime(post.publishAt)}
          </Text>
        </Box>
        <Group gap={4} wrap="nowrap">
          {platforms.map((platform) => (
            <PlatformIcon key={platform} platform={platform} size={18} />
          ))}
        </Group>
      </Group>
    </UnstyledLink>
  );
}

function NothingPlanned() {
  const { t } = useTranslation("dashboard");
  const mayWrite = useIs("member");
  return (
    <Stack gap="sm" align="flex-start">
      <Text size="sm" c="dimmed">
        {t("planned.none")}
      </Text>
      {mayWrite && (
        <ButtonLink to="/social" variant="light" size="xs" leftSection={<IconCalendarEvent size={16} aria-hidden />}>
          {t("planned.write")}
        </ButtonLink>
      )}
    </Stack>
  );
}
