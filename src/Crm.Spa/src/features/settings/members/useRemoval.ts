import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useMe } from "@/api/me";
import type { Member } from "@/api/members";
import { session } from "@/api/session";
import { useNotify } from "@/ui/notify";
import { useConfirm } from "@/ui/useConfirm";

/** Removes a member, or leaves; both are asked once. */
export function useRemoval() {
  const { t } = useTranslation("members");
  const { user, tenant } = useMe();
  const client = useQueryClient();
  const notify = useNotify();
  const confirm = useConfirm();
  const removal = useMutation({
    mutationFn: ({ id }: Member) =>
      body(api.DELETE("/api/v1/members/{memberId}", { params: { path: { memberId: id } } })),
    async onSuccess(_, { id, fullName }) {
      if (id === user.id) {
        // The sign-in was one to this company.
        await session.signOut();
        return;
      }
      notify.done(t("remove.done", { name: fullName }));
      await client.invalidateQueries({ queryKey: ["members"] });
    },
    onError: notify.failed,
  });

  return {
    async ask(member: Member) {
      const isSelf = member.id === user.id;
      const names = { name: member.fullName, company: tenant?.name ?? "" };
      const isSure = await confirm({
        title: isSelf ? t("remove.leaveTitle", names) : t("remove.title", names),
        text: isSelf ? t("remove.leaveText") : t("remove.text"),
        confirm: isSelf ? t("remove.leave") : t("remove.action"),
      });
      if (isSure) {
        removal.mutate(member);
      }
    },
  };
}
