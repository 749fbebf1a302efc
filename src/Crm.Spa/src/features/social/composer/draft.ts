import type { components } from "@/api/schema";
import type { Account, Post, PostWish } from "../data";

type PlatformText = components["schemas"]["PlatformText"];

export type Article = { url: string; title: string; description: string };

/** What one platform gets instead of what all get; null: as all. */
export type OwnText = { text: string | null; thread: string[]; article: Article | null; author: string | null };

export type DraftMedia = { uploadId: string; altText: string };

/** A post while it is written. */
export type Draft = {
  accountIds: string[];
  text: string;
  own: Record<string, OwnText>;
  media: DraftMedia[];
  isLater: boolean;
  /** As a clock on a wall in the company's zone shows it; null: not chosen yet. */
  time: string | null;
  timeZone: string | null;
};

export const EMPTY: Draft = {
  accountIds: [],
  text: "",
  own: {},
  media: [],
  isLater: false,
  time: null,
  timeZone: null,
};

const NOTHING: OwnText = { text: null, thread: [], article: null, author: null };

export const ownOf = (draft: Draft, platform: string): OwnText => draft.own[platform] ?? NOTHING;

export const textFor = (draft: Draft, platform: string) => ownOf(draft, platform).text ?? draft.text;

export const withOwn = (draft: Draft, platform: string, change: Partial<OwnText>): Draft => ({
  ...draft,
  own: { ...draft.own, [platform]: { ...ownOf(draft, platform), ...change } },
});

/** What is typed on a platform's tab: its own words where it has some, else those of all. */
export const withText = (draft: Draft, platform: string, text: string): Draft =>
  ownOf(draft, platform).text === null ? { ...draft, text } : withOwn(draft, platform, { text });

export const platformsOf = (draft: Draft, accounts: Account[]) => [
  ...new Set(accounts.filter((account) => draft.accountIds.includes(account.id)).map((account) => account.platform)),
];

export function wishOf(draft: Draft, accounts: Account[], isDraft: boolean): PostWish {
  const texts = platformsOf(draft, accounts).flatMap((platform): [string, PlatformText][] => {
    const own = platformText(ownOf(draft, platform));
    return own ? [[platform, own]] : [];
  });

  return {
    accountIds: draft.accountIds,
    text: draft.text,
    media: draft.media.map(({ uploadId, altText }) => ({ uploadId, altText: altText.trim() || null })),
    perPlatform: Object.fromEntries(texts),
    publishLocal: draft.isLater && draft.time ? { time: draft.time, timeZone: draft.timeZone } : null,
    draft: isDraft,
  };
}

function platformText({ text, thread, article, author }: OwnText): PlatformText | null {
  const parts = thread.filter((part) => part.trim() !== "");
  const link = article?.url.trim() ? { ...article, url: article.url.trim() } : null;
  if (text === null && parts.length === 0 && !link && !author) {
    return null;
  }
  return {
    ...(text === null ? {} : { text }),
    ...(parts.length > 0 ? { thread: parts } : {}),
    ...(link ? { article: { url: link.url, title: link.title || null, description: link.description || null } } : {}),
    ...(author ? { author } : {}),
  };
}

/** A stored post, to go on writing. */
export function draftOf(post: Post, wallOf: (moment: string) => string): Draft {
  const own = Object.entries(post.perPlatform).map(([platform, { text, thread, article, author }]) => [
    platform,
    {
      text: text ?? null,
      thread: thread ?? [],
      article: article
        ? { url: article.url, title: article.title ?? "", description: article.description ?? "" }
        : null,
      author: author ?? null,
    } satisfies OwnText,
  ]);

  return {
    accountIds: post.targets.map((target) => target.accountId),
    text: post.text,
    own: Object.fromEntries(own) as Record<string, OwnText>,
    media: post.media.map((media) => ({ uploadId: media.uploadId, altText: media.altText ?? "" })),
    isLater: post.publishAt !== null,
    time: post.publishLocal?.time ?? (post.publishAt ? wallOf(post.publishAt) : null),
    timeZone: post.publishLocal?.timeZone ?? null,
  };
}

/** Nothing that would be missed. */
export const isBlank = (draft: Draft) =>
  draft.text.trim() === "" && draft.media.length === 0 && Object.keys(draft.own).length === 0;
