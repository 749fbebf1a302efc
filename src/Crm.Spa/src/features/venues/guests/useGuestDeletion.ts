import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { readListsAgain } from "@/features/leads/lists";
import { api, body } from "@/api/client";
import { useNotify } from "@/ui/notify";
import { useConfirm } from "@/ui/useConfirm";
import { nameOf, type Guest } from "./guests";

/** Takes a guest out of the venue, or the person out of everything that the company knows. */
export function useGuestDeletion(guest: Guest, done: () => void) {
  const { t } = useTranslation("hotspot-users");
  const client = useQueryClient();
  const notify = useNotify();
  const confirm = useConfirm();
  const name = nameOf(guest) ?? t("nameless");
  const { mutate, isPending } = useMutation({
    mutationFn: (erase: boolean) =>
      body(
        api.DELETE("/api/v1/hotspot-users/{userId}", {
          params: { path: { userId: guest.id }, query: erase ? { erase } : {} },
        }),
      ),
    async onSuccess(_, isErased) {
      notify.done(isErased ? t("erase.done", { name }) : t("delete.done", { name }));
      done();
      client.removeQueries({ queryKey: ["hotspot-users", guest.id] });
      await Promise.all([client.invalidateQueries({ queryKey: ["hotspot-users"] }), readListsAgain(client)]);
    },
    onError: notify.failed,
  });

  return {
    isPending,
    async ask(erase: boolean) {
      const isSure = await confirm({
        title: erase ? t("erase.title", { name }) : t("delete.title", { name }),
        text: erase ? t("erase.text") : t("delete.text"),
        confirm: erase ? t("erase.action") : t("common:delete"),
      });
      if (isSure) {
        mutate(erase);
      }
    },
  };
}
