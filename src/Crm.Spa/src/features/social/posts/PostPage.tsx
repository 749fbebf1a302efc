import { Box, Grid, SimpleGrid, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/useFormat";
import { Page } from "@/ui/Page";
import { QueryView } from "@/ui/QueryView";
import { Section } from "@/ui/Section";
import { BackLink } from "@/ui/links";
import { postQuery, usePublishers, type Post } from "../data";
import { MediaView } from "../MediaView";
import { PostStatusBadge } from "../PostStatusBadge";
import { PostActions } from "./PostActions";
import { TargetCard } from "./TargetCard";

/** How often a post that is on its way is looked at, where no event tells of it. */
const LOOK_MS = 3_000;

export function PostPage() {
  const { t } = useTranslation("social");
  const { postId } = useParams({ from: "/signed-in/social/posts/$postId" });
  const query = useQuery({
    ...postQuery(postId),
    refetchInterval: ({ state }) => (state.data?.post.status === "publishing" ? LOOK_MS : false),
  });
  const post = query.data?.post;

  return (
    <Page
      title={t("post.title")}
      back={<BackLink to="/social/posts">{t("post.back")}</BackLink>}
      actions={post && <PostActions post={post} etag={query.data!.etag} />}
    >
      <QueryView query={query}>
        {(data) => (
          <Grid gap="lg">
            <Grid.Col span={{ base: 12, md: 7 }} order={{ base: 2, md: 1 }}>
              <Stack gap="lg">
                {data.post.targets.map((target) => (
                  <TargetCard key={target.accountId} post={data.post} target={target} />
                ))}
              </Stack>
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 5 }} order={{ base: 1, md: 2 }}>
              <Content post={data.post} />
            </Grid.Col>
          </Grid>
        )}
      </QueryView>
    </Page>
  );
}

function Content({ post }: { post: Post }) {
  const { t } = useTranslation("social");
  const format = useFormat();
  return (
    <Section title={t("post.content")} actions={<PostStatusBadge status={post.status} />}>
      {post.publishAt && (
        <Text size="sm" c="dimmed">
          {t("plannedFor", { time: format.dateTime(post.publishAt) })}
        </Text>
      )}
      <Text dir="auto" className="break" style={{ whiteSpace: "pre-wrap" }} c={post.text ? undefined : "dimmed"}>
        {post.text || t("noText")}
      </Text>
      {post.media.length > 0 && (
        <SimpleGrid cols={post.media.length === 1 ? 1 : 2} spacing="xs">
          {post.media.map((media) => (
            <Box key={media.uploadId} style={{ overflow: "hidden", borderRadius: "var(--mantine-radius-sm)" }}>
              <MediaView
                mediaId={media.uploadId}
                altText={media.altText}
                ratio={post.media.length === 1 ? 16 / 9 : 1}
                withControls
              />
            </Box>
          ))}
        </SimpleGrid>
      )}
      <OwnTexts post={post} />
    </Section>
  );
}

/** What single platforms got instead. */
function OwnTexts({ post }: { post: Post }) {
  const { t } = useTranslation("social");
  const { publishers } = usePublishers();
  return Object.entries(post.perPlatform).map(([platform, own]) => {
    const name = publishers.platforms.find(({ key }) => key === platform)?.name ?? platform;
    const parts = [own.text, ...(own.thread ?? []), own.article?.url].filter((part) => part);
    return (
      parts.length > 0 && (
        <Stack key={platform} gap={4}>
          <Text size="sm" fw={600}>
            {t("post.ownText", { platform: name })}
          </Text>
          {parts.map((part, index) => (
            <Text key={index} size="sm" dir="auto" className="break" style={{ whiteSpace: "pre-wrap" }}>
              {part}
            </Text>
          ))}
        </Stack>
      )
    );
  });
}
