import { Box, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/useFormat";
import { Moment } from "@/ui/Moment";
import { PlatformIcon } from "@/ui/PlatformIcon";
import { PaperLink } from "@/ui/links";
import { usePublishers, type Post } from "../data";
import { MediaView } from "../MediaView";
import { PostStatusBadge } from "../PostStatusBadge";

/** A post in a list: its words, where it goes and how it stands. */
export function PostRow({ post }: { post: Post }) {
  const { t } = useTranslation("social");
  const { publishers } = usePublishers();
  const nameOf = (platform: string) => publishers.platforms.find(({ key }) => key === platform)?.name ?? platform;
  const platforms = [...new Set(post.targets.map((target) => target.platform))];
  const [first] = post.media;

  return (
    <PaperLink to="/social/posts/$postId" params={{ postId: post.id }} className="plain" display="block" p="md">
      <Group wrap="nowrap" align="flex-start" gap="md">
        {first && (
          <Box w={64} style={{ flexShrink: 0, overflow: "hidden", borderRadius: "var(--mantine-radius-sm)" }}>
            <MediaView mediaId={first.uploadId} altText={first.altText} />
          </Box>
        )}
        <Stack gap={6} flex={1} miw={0}>
          <Text lineClamp={2} dir="auto" className="break" c={wordsOf(post) ? undefined : "dimmed"}>
            {wordsOf(post) || t("noText")}
          </Text>
          <Group gap="sm">
            <PostStatusBadge status={post.status} />
            <Group gap={4} c="dimmed">
              {platforms.map((platform) => (
                <PlatformIcon
                  key={platform}
                  platform={platform}
                  size={18}
                  aria-hidden={false}
                  aria-label={nameOf(platform)}
                  role="img"
                />
              ))}
            </Group>
            <PostTime post={post} />
          </Group>
        </Stack>
      </Group>
    </PaperLink>
  );
}

/** The words of all, or of the first platform that has its own. */
export const wordsOf = (post: Post) =>
  post.text || (Object.values(post.perPlatform).find((own) => own.text)?.text ?? "");

function PostTime({ post }: { post: Post }) {
  const { t } = useTranslation("social");
  const format = useFormat();
  const published = post.targets.map((target) => target.publishedAt).find((at) => at !== null);
  if (published) {
    return (
      <Text size="sm" c="dimmed">
        <Moment at={published} />
      </Text>
    );
  }
  return (
    <Text size="sm" c="dimmed">
      {post.publishAt ? t("plannedFor", { time: format.dateTime(post.publishAt) }) : <Moment at={post.createdAt} />}
    </Text>
  );
}
