import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useNotify } from "@/ui/notify";
import type { Account } from "@/api/accounts";

/** Everything that an account or its company is shown with, after something was done to it. */
export function useRefreshAccounts() {
  const client = useQueryClient();
  return () =>
    Promise.all(["accounts", "attention", "me"].map((noun) => client.invalidateQueries({ queryKey: [noun] })));
}

/** To the platform's consent page, in this tab; the platform sends the person back to /integrations. */
export function useConnect() {
  const notify = useNotify();
  return useMutation({
    mutationFn: (accountId: string) =>
      body(api.POST("/api/integrations/accounts/{accountId}/connect", { params: { path: { accountId } } })),
    onSuccess: (answer) => location.assign(answer.authorization_url),
    onError: notify.failed,
  });
}

/** What can be done with one account. Who was told something is out of date reads again, also after a failure: it changes the health. */
export function useAccountActions({ id: accountId, name }: Account) {
  const { t } = useTranslation("integrations");
  const notify = useNotify();
  const refresh = useRefreshAccounts();
  const params = { path: { accountId } };
  const shared = { onError: notify.failed, onSettled: refresh };

  return {
    connect: useConnect(),
    sync: useMutation({
      mutationFn: () => body(api.POST("/api/integrations/accounts/{accountId}/sync", { params })),
      onSuccess: () => notify.done(t("done.synced", { name })),
      ...shared,
    }),
    test: useMutation({
      mutationFn: () => body(api.POST("/api/integrations/accounts/{accountId}/test", { params })),
      onSuccess: (found) =>
        notify.done(
          found.displayName ? t("done.testedAs", { name, found: found.displayName }) : t("done.tested", { name }),
        ),
      ...shared,
    }),
    disconnect: useMutation({
      mutationFn: () => body(api.POST("/api/integrations/accounts/{accountId}/disconnect", { params })),
      onSuccess: () => notify.done(t("done.disconnected", { name })),
      ...shared,
    }),
  };
}
