import { IconShare3 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { Empty, Failed, LoadingRows } from "@/ui/States";
import { ButtonLink } from "@/ui/links";
import { postQuery, usePublishers, type Post, type Publishers } from "../data";
import { SocialPage } from "../SocialPage";
import { wallAt } from "../wallClock";
import { Composer } from "./Composer";
import { draftOf, EMPTY, type Draft } from "./draft";

const MORNING = "09:00";

export function ComposerPage() {
  const { t } = useTranslation("social");
  const { publishers, isPending, error, retry } = usePublishers();
  const { post: postId } = useSearch({ from: "/signed-in/social" });

  return (
    <SocialPage here="compose">
      {error ? (
        <Failed error={error} retry={retry} />
      ) : isPending ? (
        <LoadingRows />
      ) : publishers.accounts.length === 0 ? (
        <Empty
          withSheet
          icon={IconShare3}
          title={t("nowhere.title")}
          action={<ButtonLink to="/integrations">{t("nowhere.action")}</ButtonLink>}
        >
          {t("nowhere.text")}
        </Empty>
      ) : postId ? (
        <StoredPost key={postId} postId={postId} publishers={publishers} />
      ) : (
        <NewPost publishers={publishers} />
      )}
    </SocialPage>
  );
}

function NewPost({ publishers }: { publishers: Publishers }) {
  const { at } = useSearch({ from: "/signed-in/social" });
  const { platforms, accounts } = publishers;
  const first = platforms
    .map((platform) => accounts.find((account) => account.platform === platform.key && account.status === "connected"))
    .find((account) => account !== undefined);
  const draft: Draft = {
    ...EMPTY,
    accountIds: first ? [first.id] : [],
    ...(at ? { isLater: true, time: `${at}T${MORNING}` } : {}),
  };

  return <Composer publishers={publishers} initial={draft} />;
}

function StoredPost({ postId, publishers }: { postId: string; publishers: Publishers }) {
  // What is being written is not read again under the person's hand; a change of somebody else is told when it is saved.
  const query = useQuery({ ...postQuery(postId), queryKey: ["posts-edited", postId], staleTime: Infinity, gcTime: 0 });
  const readNewest = async () => (await query.refetch()).data;

  return query.data ? (
    <OpenedPost read={query.data} publishers={publishers} readNewest={readNewest} />
  ) : query.isError ? (
    <Failed error={query.error} retry={() => void query.refetch()} />
  ) : (
    <LoadingRows />
  );
}

type Read = { post: Post; etag: string | null };
type OpenedProps = { read: Read; publishers: Publishers; readNewest: () => Promise<Read | undefined> };

/** The draft and the version it was read in stay together until the person asks for the newest. */
function OpenedPost({ read, publishers, readNewest }: OpenedProps) {
  const { tenant } = useMe();
  const [{ post, etag }, open] = useState(read);
  return (
    <Composer
      key={etag}
      publishers={publishers}
      initial={draftOf(post, (moment) => wallAt(Date.parse(moment), tenant?.timeZone ?? "UTC"))}
      stored={{
        id: post.id,
        etag,
        isDraft: post.status === "draft",
        readNewest: async () => open((await readNewest()) ?? { post, etag }),
      }}
    />
  );
}
