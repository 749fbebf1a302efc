import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { useNotify } from "@/ui/notify";

/** Asks every platform that can be asked for the leads it has, now instead of with the next hour. */
export function useRun() {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: () => body(api.POST("/api/v1/leads/reconciliation/run")),
    onSuccess: () => client.invalidateQueries({ queryKey: ["leads", "reconciliation"] }),
    onError: notify.failed,
  });
}
