import { useQueries, useQuery } from "@tanstack/react-query";
import { useAccounts, useAccountsThatCan } from "@/api/accounts";
import { api, body } from "@/api/client";
import { useMe } from "@/api/me";
import { placeOf, type Place } from "@/ui/place";
import { latestLeadsQuery } from "./queries";

export type Step = {
  /** Key of the step's texts. */
  key: "confirm" | "connect" | "map" | "invite" | "lead";
  isDone: boolean;
  /** Where it is done; null: by the button beside it. */
  place: Place | null;
};

/** The way of a new company to its first lead; what is done is read from what is there, wherever it was done. */
export function useSteps(): { steps: Step[]; isKnown: boolean; hasLeads: boolean } {
  const { user, subscription } = useMe();
  const isActive = subscription?.isActive ?? false;
  const leads = useQuery(latestLeadsQuery);
  const hasLeads = (leads.data?.data.length ?? 0) > 0;
  const isNew = leads.isSuccess && !hasLeads;
  const onceNew = { enabled: isNew && isActive };
  const accounts = useAccounts(onceNew);
  const company = useCompany(isNew);
  const { accounts: withForms } = useAccountsThatCan("leads", onceNew);
  const forms = useForms(
    withForms.map((account) => account.id),
    isNew,
  );
  const connected = accounts.data?.some((account) => account.status === "connected") ?? false;

  return {
    isKnown: leads.isSuccess,
    hasLeads,
    steps: [
      { key: "confirm", isDone: user.emailConfirmed, place: null },
      { key: "connect", isDone: connected, place: placeOf("/integrations") },
      {
        key: "map",
        isDone: forms.some((form) => !form.isUnmapped),
        place: withForms[0] ? placeOf(`/integrations/${withForms[0].id}`, { tab: "forms" }) : placeOf("/integrations"),
      },
      { key: "invite", isDone: company.hasColleagues, place: placeOf("/settings/members") },
      { key: "lead", isDone: hasLeads, place: placeOf("/leads") },
    ],
  };
}

function useForms(accountIds: string[], enabled: boolean) {
  return useQueries({
    queries: accountIds.map((accountId) => ({
      queryKey: ["accounts", "dashboard", accountId, "forms"],
      queryFn: () => body(api.GET("/api/integrations/accounts/{accountId}/forms", { params: { path: { accountId } } })),
      enabled,
    })),
    combine: (results) => results.flatMap((result) => result.data?.data ?? []),
  });
}

/** An invitation counts: the rest is up to the other. */
function useCompany(enabled: boolean) {
  const members = useQuery({
    queryKey: ["members", "dashboard"],
    queryFn: () => body(api.GET("/api/v1/members", { params: { query: { limit: 2 } } })),
    enabled,
  });
  const invitations = useQuery({
    queryKey: ["invitations", "dashboard"],
    queryFn: () => body(api.GET("/api/v1/invitations", { params: { query: { limit: 1 } } })),
    enabled,
  });
  return { hasColleagues: (members.data?.data.length ?? 0) > 1 || (invitations.data?.data.length ?? 0) > 0 };
}
