import { Avatar, Box, Group, Paper, SimpleGrid, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Bidi, Ltr } from "@/ui/Bidi";
import { PlatformIcon } from "@/ui/PlatformIcon";
import { traitsOf } from "@/ui/platformTraits";
import { MediaView } from "../MediaView";
import type { Account, Platform } from "../data";
import { ownOf, textFor, type Article, type Draft, type DraftMedia } from "./draft";

const MOST_SHOWN = 4;

type Props = { platform: Platform; account: Account | undefined; draft: Draft };

/** Roughly how people will see it there: who speaks, the words in their own direction, what is shown with them. */
export function Preview({ platform, account, draft }: Props) {
  const { t } = useTranslation("social");
  const own = ownOf(draft, platform.key);
  const parts = [textFor(draft, platform.key), ...own.thread.filter((part) => part.trim() !== "")];
  const { isPictureFirst = false } = traitsOf(platform.key);

  return (
    <Paper role="group" aria-label={t("preview.label", { platform: platform.name })} p="md" radius="lg">
      <Stack gap="sm">
        {parts.map((part, index) => {
          const media = index === 0 ? draft.media : [];
          const words = (
            <Text
              dir="auto"
              className="break"
              style={{ whiteSpace: "pre-wrap" }}
              c={part.trim() ? undefined : "dimmed"}
            >
              {part.trim() ? part : t("preview.empty")}
            </Text>
          );
          return (
            <Stack key={index} gap="sm">
              <Speaker platform={platform} account={account} />
              {isPictureFirst ? null : words}
              {media.length > 0 && <Pictures media={media} isSquare={isPictureFirst} />}
              {isPictureFirst ? words : null}
              {index === 0 && own.article?.url && draft.media.length === 0 && <ArticleCard article={own.article} />}
            </Stack>
          );
        })}
      </Stack>
    </Paper>
  );
}

function Speaker({ platform, account }: { platform: Platform; account: Account | undefined }) {
  const name = account?.displayName ?? account?.name ?? platform.name;
  return (
    <Group gap="sm" wrap="nowrap">
      <Avatar name={name} color="brand" radius="xl" aria-hidden />
      <Box miw={0} flex={1}>
        <Text fw={600} truncate>
          <Bidi>{name}</Bidi>
        </Text>
        {account?.username && (
          <Text size="sm" c="dimmed" truncate>
            <Ltr>@{account.username}</Ltr>
          </Text>
        )}
      </Box>
      <PlatformIcon platform={platform.key} size={22} />
    </Group>
  );
}

function Pictures({ media, isSquare }: { media: DraftMedia[]; isSquare: boolean }) {
  const shown = media.slice(0, MOST_SHOWN);
  return (
    <SimpleGrid
      cols={shown.length === 1 ? 1 : 2}
      spacing={2}
      style={{ borderRadius: "var(--mantine-radius-md)", overflow: "hidden" }}
    >
      {shown.map(({ uploadId, altText }) => (
        <MediaView
          key={uploadId}
          mediaId={uploadId}
          altText={altText}
          ratio={shown.length === 1 && !isSquare ? 16 / 9 : 1}
          withControls
        />
      ))}
    </SimpleGrid>
  );
}

function ArticleCard({ article }: { article: Article }) {
  const host = URL.canParse(article.url) ? new URL(article.url).hostname : article.url;
  return (
    <Paper bg="var(--crm-page)" p="sm">
      <Text fw={600} dir="auto" className="break">
        {article.title || article.url}
      </Text>
      {article.description && (
        <Text size="sm" c="dimmed" dir="auto" className="break">
          {article.description}
        </Text>
      )}
      <Text size="sm" c="dimmed">
        <Ltr>{host}</Ltr>
      </Text>
    </Paper>
  );
}
