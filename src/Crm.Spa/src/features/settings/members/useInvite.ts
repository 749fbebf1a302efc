import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import type { components } from "@/api/schema";
import { useNotify } from "@/ui/notify";

/** Sends an invitation, or to who has one already a new link in place of the old one. */
export function useInvite() {
  const { t } = useTranslation("members");
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: (values: components["schemas"]["Invite"]) => body(api.POST("/api/v1/invitations", { body: values })),
    onSuccess: ({ email }) => notify.done(t("invite.sent", { email })),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["invitations"] }),
        client.invalidateQueries({ queryKey: ["subscription"] }),
      ]),
  });
}
