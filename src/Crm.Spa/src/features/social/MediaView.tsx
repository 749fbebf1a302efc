import { AspectRatio, Box, Center, Skeleton } from "@mantine/core";
import { IconPhotoOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useMediaContent } from "./media";

type Props = { mediaId: string; altText: string | null; ratio?: number; withControls?: boolean };

/** A picture or a video of a post. */
export function MediaView({ mediaId, altText, ratio = 1, withControls = false }: Props) {
  const { t } = useTranslation("social");
  const { data: content, isError } = useMediaContent(mediaId);

  return (
    <AspectRatio ratio={ratio} w="100%">
      {isError ? (
        <Center bg="var(--crm-page)" role="img" aria-label={t("media.gone")}>
          <IconPhotoOff aria-hidden />
        </Center>
      ) : !content ? (
        <Skeleton h="100%" radius={0} />
      ) : content.type.startsWith("video/") ? (
        <video
          src={content.address}
          controls={withControls}
          muted
          preload="metadata"
          aria-label={altText || t("media.video")}
          style={{ objectFit: "cover" }}
        />
      ) : (
        <Box component="img" src={content.address} alt={altText || t("media.picture")} style={{ objectFit: "cover" }} />
      )}
    </AspectRatio>
  );
}
