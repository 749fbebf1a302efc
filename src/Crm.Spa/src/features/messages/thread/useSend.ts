import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import type { components } from "@/api/schema";
import { readAgain } from "@/ui/useFollowedList";

type SendMessage = components["schemas"]["SendMessage"];

/** Takes a message on its way; how far it comes is seen in the conversation. */
export function useSend(done?: (sent: SendMessage) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (message: SendMessage) => body(api.POST("/api/v1/messages", { body: message })),
    onSuccess: (_, message) => done?.(message),
    onSettled: () => Promise.all(["messages", "conversations"].map((noun) => readAgain(client, noun))),
  });
}
