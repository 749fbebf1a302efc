import { queryOptions, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "./client";
import { everyPage } from "./pages";
import { usePlatforms } from "./platforms";
import type { components } from "./schema";

export type Account = components["schemas"]["AccountDto"];

const MOST_A_PAGE = 200;

/** The company's accounts, newest first; what to do about one that is in trouble is said in a language. */
export const accountsQuery = (language: string) =>
  queryOptions({
    queryKey: ["accounts", "all", language],
    queryFn: () =>
      everyPage<Account>((cursor) =>
        body(
          api.GET("/api/integrations/accounts", {
            params: { query: { limit: MOST_A_PAGE, ...(cursor ? { cursor } : {}) } },
          }),
        ),
      ),
  });

export const useAccounts = ({ enabled = true } = {}) =>
  useQuery({ ...accountsQuery(useTranslation().i18n.language), enabled });

/** The platforms that can do a thing, such as `publish` or `messages`, and the company's accounts there. */
export function useAccountsThatCan(capability: string, options?: { enabled: boolean }) {
  const catalogue = usePlatforms();
  const all = useAccounts(options);
  const platforms = (catalogue.data ?? []).filter(({ capabilities }) => capabilities.includes(capability));
  const isRead = catalogue.data !== undefined && all.data !== undefined;

  return {
    platforms,
    accounts: (all.data ?? []).filter((account) => platforms.some(({ key }) => key === account.platform)),
    isPending: catalogue.isPending || all.isPending,
    /** Why nothing is known of them; what was read before stays while it cannot be read again. */
    error: isRead ? null : (catalogue.error ?? all.error),
    retry() {
      void catalogue.refetch();
      void all.refetch();
    },
  };
}
