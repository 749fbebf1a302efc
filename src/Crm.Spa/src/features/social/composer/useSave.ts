import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useNotify } from "@/ui/notify";
import { readAgain } from "@/ui/useFollowedList";
import type { Post, PostWish } from "../data";

export type Stored = { id: string; etag: string | null; isDraft: boolean; readNewest: () => unknown };

/** Stores the post, new or changed, and shows what becomes of it. */
export function useSave(stored: Stored | undefined) {
  const { t } = useTranslation("social");
  const client = useQueryClient();
  const navigate = useNavigate();
  const notify = useNotify();

  return useMutation({
    mutationFn: (wish: PostWish) => (stored ? change(stored, wish) : create(wish)),
    onSuccess: async (post) => {
      notify.done(t(`saved.${savedAs(post)}`));
      await navigate({ to: "/social/posts/$postId", params: { postId: post.id } });
      void readAgain(client, "posts");
    },
  });
}

const savedAs = (post: Post) =>
  post.status === "draft" || post.status === "scheduled" ? (post.status as "draft" | "scheduled") : "sent";

const create = async (wish: PostWish) => (await body(api.POST("/api/v1/posts", { body: wish }))) as Post;

const change = async ({ id, etag }: Stored, wish: PostWish) =>
  (await body(
    api.PATCH("/api/v1/posts/{postId}", {
      params: { path: { postId: id } },
      body: wish,
      headers: etag ? { "If-Match": etag } : {},
    }),
  )) as Post;
