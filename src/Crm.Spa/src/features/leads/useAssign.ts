import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { useNotify } from "@/ui/notify";
import { showLead } from "./lists";
import type { Lead } from "./pages";

/** Gives a lead to a member, or to nobody; shown at once. */
export function useAssign() {
  const client = useQueryClient();
  const notify = useNotify();
  const { mutate } = useMutation({
    mutationFn: ({ lead, ownerId }: { lead: Lead; ownerId: string | null }) =>
      body(api.POST("/api/v1/leads/{leadId}/assign", { params: { path: { leadId: lead.id } }, body: { ownerId } })),
    onMutate: ({ lead, ownerId }) => showLead(client, { ...lead, ownerId }, { before: lead }),
    onSuccess: (assigned, { lead, ownerId }) => showLead(client, assigned, { before: { ...lead, ownerId } }),
    onError: (error, { lead, ownerId }) => {
      showLead(client, lead, { before: { ...lead, ownerId } });
      notify.failed(error);
    },
    onSettled: (_answer, _error, { lead }) => {
      void client.invalidateQueries({ queryKey: ["leads", "one", lead.id] });
      void client.invalidateQueries({ queryKey: ["leads", "timeline", lead.id] });
    },
  });

  return (lead: Lead, ownerId: string | null) => mutate({ lead, ownerId });
}
