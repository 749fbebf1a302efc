import { ActionIcon, Box, Button, FileButton, Group, Paper, Stack, Text, TextInput } from "@mantine/core";
import { IconPhotoPlus, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { OWN_DIRECTION } from "@/ui/fields";
import { useNotify } from "@/ui/notify";
import { mediaQuery, upload } from "../media";
import { MediaView } from "../MediaView";
import type { DraftMedia } from "./draft";
import { FaultList } from "./FaultList";
import { faultsAt, type Fault } from "./useCheck";

const TAKEN = "image/jpeg,image/png,image/webp,image/gif,video/mp4,video/quicktime";

type Props = {
  media: DraftMedia[];
  onChange: (change: (media: DraftMedia[]) => DraftMedia[]) => void;
  faults: Fault[];
};

/** The pictures and videos of a post, each with words for who cannot see it. */
export function MediaField({ media, onChange, faults }: Props) {
  const { t } = useTranslation("social");
  const uploading = useUpload((uploadId) =>
    onChange((present) =>
      present.some((one) => one.uploadId === uploadId) ? present : [...present, { uploadId, altText: "" }],
    ),
  );

  return (
    <Stack gap="sm">
      {media.map(({ uploadId, altText }, index) => (
        <Paper key={uploadId} p="xs">
          <Group wrap="nowrap" align="flex-start" gap="sm">
            <Box w={84} style={{ flexShrink: 0, overflow: "hidden", borderRadius: "var(--mantine-radius-sm)" }}>
              <MediaView mediaId={uploadId} altText={altText} />
            </Box>
            <Stack gap={6} flex={1} miw={0}>
              <TextInput
                label={t("media.altText")}
                description={t("media.altTextHelp")}
                {...OWN_DIRECTION}
                value={altText}
                onChange={({ currentTarget: { value } }) =>
                  onChange((present) => present.with(index, { uploadId, altText: value }))
                }
              />
              <FaultList faults={faultsAt(faults, `media[${index}]`)} />
            </Stack>
            <ActionIcon
              variant="subtle"
              color="red"
              aria-label={t("media.remove", { number: index + 1 })}
              onClick={() => onChange((present) => present.toSpliced(index, 1))}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </Group>
        </Paper>
      ))}
      <Group gap="sm">
        <FileButton multiple accept={TAKEN} onChange={(files) => files.forEach((file) => uploading.mutate(file))}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              loading={uploading.isPending}
              leftSection={<IconPhotoPlus size={18} aria-hidden />}
            >
              {t("media.add")}
            </Button>
          )}
        </FileButton>
        <Text size="sm" c="dimmed">
          {t("media.help")}
        </Text>
      </Group>
      <FaultList faults={faults.filter((fault) => fault.member === "media")} />
    </Stack>
  );
}

/** A file that was sent before has its old id: it is shown once. */
function useUpload(done: (uploadId: string) => void) {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: upload,
    onSuccess: (media) => {
      client.setQueryData(mediaQuery(media.id).queryKey, media);
      done(media.id);
    },
    onError: notify.failed,
  });
}
