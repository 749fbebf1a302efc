import { queryOptions } from "@tanstack/react-query";
import { useAccountsThatCan, type Account } from "@/api/accounts";
import { api } from "@/api/client";
import type { Platform } from "@/api/platforms";
import type { components } from "@/api/schema";
import { traitsOf } from "@/ui/platformTraits";

export type { Account, Platform };
export type Post = components["schemas"]["PostDto"];
export type Target = components["schemas"]["TargetDto"];
export type PostWish = components["schemas"]["PostWish"];
export type PlatformCheck = components["schemas"]["PlatformCheckDto"];
export type PostFault = components["schemas"]["PostFaultDto"];

export type Publishers = { platforms: Platform[]; accounts: Account[] };

/** The platforms that can publish, and the company's accounts there. */
export function usePublishers() {
  const { platforms, accounts, ...state } = useAccountsThatCan("publish");
  const inOrder = platforms.toSorted(
    (one, other) => Number(traitsOf(other.key).comesFirst ?? false) - Number(traitsOf(one.key).comesFirst ?? false),
  );

  return { ...state, publishers: { platforms: inOrder, accounts } satisfies Publishers };
}

/** What an account is called: as the company calls it, and as it is known there. */
export function accountName(account: Account | undefined): string {
  if (!account) {
    return "—";
  }
  return account.username ? `${account.name} (@${account.username})` : account.name;
}

export const postQuery = (postId: string) =>
  queryOptions({
    queryKey: ["posts", "one", postId],
    queryFn: async () => {
      const { data, response } = await api.GET("/api/v1/posts/{postId}", { params: { path: { postId } } });
      return { post: data!, etag: response.headers.get("ETag") };
    },
  });
