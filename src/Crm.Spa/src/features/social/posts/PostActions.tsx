import { Button } from "@mantine/core";
import { IconPencil, IconSend, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useIs } from "@/api/me";
import { ButtonLink } from "@/ui/links";
import type { Post } from "../data";
import { usePostActions } from "./usePostActions";

/** Only what nobody has seen yet is changed, sent earlier or taken back. */
export function PostActions({ post, etag }: { post: Post; etag: string | null }) {
  const { t } = useTranslation("social");
  const mayWrite = useIs("member");
  const { publish, remove } = usePostActions(post.id, etag);
  const isUnsent = post.status === "draft" || post.status === "scheduled";
  if (!mayWrite || !isUnsent) {
    return null;
  }

  return (
    <>
      <Button
        loading={publish.isPending}
        onClick={() => publish.mutate()}
        leftSection={<IconSend size={18} aria-hidden className="turns" />}
      >
        {t("action.publish")}
      </Button>
      <ButtonLink
        to="/social"
        search={{ post: post.id }}
        variant="default"
        leftSection={<IconPencil size={18} aria-hidden />}
      >
        {t("common:edit")}
      </ButtonLink>
      <Button
        variant="light"
        color="red"
        loading={remove.isPending}
        onClick={() => void remove.ask()}
        leftSection={<IconTrash size={18} aria-hidden />}
      >
        {post.status === "scheduled" ? t("action.cancel") : t("common:delete")}
      </Button>
    </>
  );
}
