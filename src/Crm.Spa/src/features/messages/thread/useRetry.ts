import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { isProblem } from "@/api/problem";
import { useConfirm } from "@/ui/useConfirm";
import { useNotify } from "@/ui/notify";
import { readAgain } from "@/ui/useFollowedList";
import type { Message } from "../data";

/** Has a message sent again; what may have arrived already only when the person has looked. */
export function useRetry() {
  const { t } = useTranslation("messages");
  const client = useQueryClient();
  const confirm = useConfirm();
  const notify = useNotify();
  const mutation = useMutation({
    mutationFn: ({ messageId, isConfirmed }: { messageId: string; isConfirmed: boolean }) =>
      api.POST("/api/v1/messages/{messageId}/retry", {
        params: { path: { messageId } },
        body: { confirm: isConfirmed },
      }),
    onSuccess: () => notify.done(t("retried")),
    onSettled: () => readAgain(client, "messages"),
  });

  const send = async (messageId: string, mayHaveArrived: boolean): Promise<void> => {
    if (
      mayHaveArrived &&
      !(await confirm({ title: t("again.title"), text: t("again.text"), confirm: t("again.confirm") }))
    ) {
      return;
    }
    try {
      await mutation.mutateAsync({ messageId, isConfirmed: mayHaveArrived });
    } catch (error) {
      if (!mayHaveArrived && isProblem(error, "confirmation_required")) {
        await send(messageId, true);
      } else {
        notify.failed(error);
      }
    }
  };

  return { isPending: mutation.isPending, ask: (message: Message) => send(message.id, message.status === "unknown") };
}
