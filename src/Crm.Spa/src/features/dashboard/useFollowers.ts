import { useQueries } from "@tanstack/react-query";
import { useAccountsThatCan } from "@/api/accounts";
import { api, body } from "@/api/client";
import { useFormat } from "@/i18n/useFormat";
import { dayIn, daysUntil } from "./days";

export const FOLLOWER_DAYS = 30;

export type FollowerSeries = { accountId: string; name: string; platform: string; byDay: Map<string, number> };

/** Of each account that tells it, how many followed it on each day; collected by the daily synchronisation. */
export function useFollowers() {
  const { timeZone } = useFormat();
  const { accounts: counted, ...accounts } = useAccountsThatCan("profile");
  const days = daysUntil(dayIn(timeZone, new Date()), FOLLOWER_DAYS);
  const stats = useQueries({
    queries: counted.map(({ id: accountId }) => ({
      queryKey: ["accounts", "dashboard", accountId, "stats", days[0]],
      queryFn: () =>
        body(
          api.GET("/api/integrations/accounts/{accountId}/stats", {
            params: { path: { accountId }, query: { from: days[0], to: days.at(-1) } },
          }),
        ),
    })),
  });

  const failed = stats.find((query) => query.isError && query.data === undefined);
  return {
    days,
    isPending: accounts.isPending || stats.some((query) => query.isPending),
    error: accounts.error ?? failed?.error ?? null,
    retry: accounts.error ? accounts.retry : () => void failed?.refetch(),
    series: counted
      .map((account, at): FollowerSeries => ({
        accountId: account.id,
        name: account.displayName ?? account.name,
        platform: account.platform,
        byDay: new Map(
          (stats[at]?.data?.data ?? []).flatMap(({ day, followerCount }) =>
            followerCount === null ? [] : [[day, followerCount] as const],
          ),
        ),
      }))
      .filter(({ byDay }) => byDay.size > 0),
  };
}
