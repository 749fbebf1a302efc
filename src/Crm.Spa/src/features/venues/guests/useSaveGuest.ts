import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { readListsAgain } from "@/features/leads/lists";
import { api, body } from "@/api/client";
import { useNotify } from "@/ui/notify";
import type { useEditForm } from "@/ui/useEditForm";
import { bodyOf, type GuestValues } from "./guestValues";
import { type Guest } from "./guests";

export function useSaveGuest(
  guest: Guest | undefined,
  edit: ReturnType<typeof useEditForm<GuestValues>>,
  close: () => void,
) {
  const { t } = useTranslation("hotspot-users");
  const client = useQueryClient();
  const notify = useNotify();

  return useMutation({
    async mutationFn(values: GuestValues) {
      if (guest) {
        // The whole guest: a change of single members cannot empty one.
        await body(
          api.PUT("/api/v1/hotspot-users/{userId}", {
            params: { path: { userId: guest.id } },
            body: bodyOf(values, guest.customFields),
            headers: edit.ifUnchanged(),
          }),
        );
        return "changed";
      }
      // Who is known in the venue already by device, number or address is not added again.
      const { response } = await api.POST("/api/v1/hotspot-users", { body: bodyOf(values) });
      return response.status === 201 ? "added" : "known";
    },
    onSuccess(outcome) {
      notify.done(t(`outcome.${outcome}`));
      close();
    },
    onError: edit.showProblems,
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ["hotspot-users"] }), readListsAgain(client)]),
  });
}
