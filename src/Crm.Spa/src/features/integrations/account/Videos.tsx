import { Anchor, AspectRatio, Center, Group, Image, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import {
  IconEye,
  IconHeart,
  IconMessageCircle,
  IconPhotoOff,
  IconShare3,
  IconVideo,
  type Icon,
} from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useFormat } from "@/i18n/useFormat";
import { Bidi } from "@/ui/Bidi";
import { More } from "@/ui/More";
import { Section } from "@/ui/Section";
import { Empty, Failed, LoadingRows } from "@/ui/States";
import type { Video } from "../data";

const PAGE = 12;

/** The account's public videos, newest first, read live at the platform. */
export function Videos({ accountId }: { accountId: string }) {
  const { t } = useTranslation("integrations");
  const videos = useInfiniteQuery({
    queryKey: ["accounts", "videos", accountId],
    queryFn: ({ pageParam }) =>
      body(
        api.GET("/api/integrations/accounts/{accountId}/videos", {
          params: { path: { accountId }, query: { cursor: pageParam, max_count: PAGE } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.hasMore ? (page.nextCursor ?? undefined) : undefined),
  });
  const shown = videos.data?.pages.flatMap((page) => page.data) ?? [];

  return (
    <Section title={t("videos.title")}>
      {videos.data === undefined ? (
        videos.isError ? (
          <Failed error={videos.error} retry={() => void videos.refetch()} />
        ) : (
          <LoadingRows rows={2} height={200} />
        )
      ) : shown.length === 0 ? (
        <Empty icon={IconVideo} title={t("videos.none")}>
          {t("videos.noneText")}
        </Empty>
      ) : (
        <SimpleGrid cols={{ base: 2, sm: 3, lg: 4 }} spacing="md">
          {shown.map((video) => (
            <VideoCard key={video.id} video={video} />
          ))}
        </SimpleGrid>
      )}
      <More query={videos} />
    </Section>
  );
}

function VideoCard({ video }: { video: Video }) {
  const { t } = useTranslation("integrations");
  const format = useFormat();
  const title = video.title || video.description || t("videos.untitled");
  return (
    <Paper component="article" p={0} style={{ overflow: "hidden" }}>
      <Cover video={video} />
      <Stack gap={6} p="sm">
        <Title order={3} size="sm" lineClamp={2} className="break">
          {video.shareUrl ? (
            <Anchor href={video.shareUrl} target="_blank" rel="noopener noreferrer" inherit>
              <Bidi>{title}</Bidi>
            </Anchor>
          ) : (
            <Bidi>{title}</Bidi>
          )}
        </Title>
        {video.createdAt && (
          <Text size="xs" c="dimmed">
            {format.date(video.createdAt)}
          </Text>
        )}
        <Group gap="sm" component="ul" p={0} m={0} style={{ listStyle: "none" }}>
          <Figure icon={IconEye} label={t("videos.views")} count={video.viewCount} />
          <Figure icon={IconHeart} label={t("videos.likes")} count={video.likeCount} />
          <Figure icon={IconMessageCircle} label={t("videos.comments")} count={video.commentCount} />
          <Figure icon={IconShare3} label={t("videos.shares")} count={video.shareCount} />
        </Group>
      </Stack>
    </Paper>
  );
}

/** The address of a cover expires at the platform: what cannot be shown leaves a place of the same size. */
function Cover({ video }: { video: Video }) {
  const [isGone, setGone] = useState(false);
  return (
    <AspectRatio ratio={9 / 12}>
      {video.coverImageUrl && !isGone ? (
        <Image
          src={video.coverImageUrl}
          alt=""
          loading="lazy"
          referrerPolicy="no-referrer"
          onError={() => setGone(true)}
        />
      ) : (
        <Center bg="var(--crm-page)">
          <IconPhotoOff size={32} color="var(--mantine-color-dimmed)" aria-hidden />
        </Center>
      )}
    </AspectRatio>
  );
}

function Figure({ icon: FigureIcon, label, count }: { icon: Icon; label: string; count: number | null }) {
  const format = useFormat();
  return count === null ? null : (
    <Group component="li" gap={3} wrap="nowrap" title={`${label}: ${format.number(count)}`}>
      <FigureIcon size={14} role="img" aria-label={label} />
      <Text size="xs" className="figures">
        {format.compact(count)}
      </Text>
    </Group>
  );
}
