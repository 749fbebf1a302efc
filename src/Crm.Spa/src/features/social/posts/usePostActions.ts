import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { isProblem } from "@/api/problem";
import { useConfirm } from "@/ui/useConfirm";
import { useNotify } from "@/ui/notify";
import { readAgain } from "@/ui/useFollowedList";

/** What can be done about a post after it was written. */
export function usePostActions(postId: string, etag: string | null) {
  const { t } = useTranslation("social");
  const client = useQueryClient();
  const navigate = useNavigate();
  const notify = useNotify();
  const confirm = useConfirm();
  const path = { postId };
  const headers = etag ? { "If-Match": etag } : {};
  const readPosts = () => void readAgain(client, "posts");

  const publish = useMutation({
    mutationFn: () => api.POST("/api/v1/posts/{postId}/publish", { params: { path }, headers }),
    onSuccess: () => notify.done(t("saved.sent")),
    onError: notify.failed,
    onSettled: readPosts,
  });
  const remove = useMutation({
    mutationFn: () => api.DELETE("/api/v1/posts/{postId}", { params: { path }, headers }),
    onSuccess: async () => {
      notify.done(t("removed"));
      await navigate({ to: "/social/posts" });
      readPosts();
    },
    onError: (error) => {
      notify.failed(error);
      readPosts();
    },
  });
  const retry = useMutation({
    mutationFn: ({ accountId, isConfirmed }: { accountId: string; isConfirmed: boolean }) =>
      api.POST("/api/v1/posts/{postId}/retry", {
        params: { path },
        body: { accountId, confirm: isConfirmed },
      }),
    onSuccess: () => notify.done(t("retried")),
    onError: notify.failed,
    onSettled: readPosts,
  });

  return {
    publish,
    remove: {
      ...remove,
      ask: async () => {
        if (await confirm({ title: t("remove.title"), text: t("remove.text"), confirm: t("remove.confirm") })) {
          remove.mutate();
        }
      },
    },
    retry: {
      ...retry,
      /** Whatever may be there already is sent again only when the person says so. */
      async ask(accountId: string, mayBeThere: boolean) {
        const isConfirmed =
          mayBeThere &&
          (await confirm({ title: t("again.title"), text: t("again.text"), confirm: t("again.confirm") }));
        if (isConfirmed || !mayBeThere) {
          await retry.mutateAsync({ accountId, isConfirmed }).catch(async (error: unknown) => {
            if (!isConfirmed && isProblem(error, "confirmation_required")) {
              await this.ask(accountId, true);
            }
          });
        }
      },
    },
  };
}
