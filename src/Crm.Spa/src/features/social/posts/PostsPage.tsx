import { Button, Group, Select, Stack } from "@mantine/core";
import { IconMessage2Share, IconPencilPlus } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { More } from "@/ui/More";
import { Empty, Failed, LoadingRows } from "@/ui/States";
import { ButtonLink } from "@/ui/links";
import { useFollowedList } from "@/ui/useFollowedList";
import { accountName, usePublishers, type Post } from "../data";
import { SocialPage } from "../SocialPage";
import { POST_STATUSES, type PostStatus } from "../status";
import { PostRow } from "./PostRow";

const PAGE = 25;
const POST_EVENTS = ["post.published", "post.failed", "post.unknown"];

export function PostsPage() {
  const { t } = useTranslation("social");
  const search = useSearch({ from: "/signed-in/social/posts" });
  const navigate = useNavigate();
  const { publishers } = usePublishers();
  const query = usePosts(search.status, search.account);
  const posts = query.data?.pages.flatMap((page) => page.data) ?? [];
  const isNarrowed = search.status !== undefined || search.account !== undefined;
  const narrow = (change: typeof search) =>
    void navigate({ to: "/social/posts", search: { ...search, ...change }, replace: true });

  return (
    <SocialPage here="posts">
      <Group align="flex-end" gap="sm">
        <Select
          label={t("filter.status")}
          data={POST_STATUSES.map((status) => ({ value: status, label: t(`status.${status}`) }))}
          placeholder={t("common:all")}
          clearable
          clearButtonProps={{ "aria-label": t("filter.clear") }}
          value={search.status ?? null}
          onChange={(status) => narrow({ status: (status as PostStatus | null) ?? undefined })}
        />
        <Select
          label={t("filter.account")}
          data={publishers.accounts.map((account) => ({
            value: account.id,
            label: t("filter.accountAt", {
              account: accountName(account),
              platform: publishers.platforms.find(({ key }) => key === account.platform)?.name ?? account.platform,
            }),
          }))}
          placeholder={t("common:all")}
          clearable
          clearButtonProps={{ "aria-label": t("filter.clear") }}
          value={search.account ?? null}
          onChange={(account) => narrow({ account: account ?? undefined })}
        />
      </Group>
      {query.isError && posts.length === 0 ? (
        <Failed error={query.error} retry={() => void query.refetch()} />
      ) : query.isPending ? (
        <LoadingRows height={88} />
      ) : posts.length === 0 ? (
        <Empty
          withSheet
          icon={IconMessage2Share}
          title={isNarrowed ? t("empty.narrowed") : t("empty.title")}
          action={
            isNarrowed ? (
              <Button variant="default" onClick={() => narrow({ status: undefined, account: undefined })}>
                {t("filter.all")}
              </Button>
            ) : (
              <ButtonLink to="/social" leftSection={<IconPencilPlus size={18} aria-hidden />}>
                {t("empty.action")}
              </ButtonLink>
            )
          }
        >
          {isNarrowed ? null : t("empty.text")}
        </Empty>
      ) : (
        <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: "none" }}>
          {posts.map((post) => (
            <li key={post.id}>
              <PostRow post={post} />
            </li>
          ))}
        </Stack>
      )}
      <More query={query} />
    </SocialPage>
  );
}

function usePosts(status: PostStatus | undefined, accountId: string | undefined) {
  return useFollowedList<Post>({
    queryKey: ["posts", "list", { status, accountId }],
    events: POST_EVENTS,
    read: (cursor) =>
      body(
        api.GET("/api/v1/posts", {
          params: { query: { limit: PAGE, status, accountId, ...(cursor ? { cursor } : {}) } },
        }),
      ),
  });
}
