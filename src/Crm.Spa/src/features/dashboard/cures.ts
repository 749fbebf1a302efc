import type { Attention } from "@/api/attention";
import { placeOf, type Place } from "@/ui/place";

/** Where that which needs a person is cured: by the server's `action`, and by what it is about. */
export function cureOf({ action, resource, kind }: Pick<Attention, "action" | "resource" | "kind">): Place | null {
  switch (action) {
    case "reconnect":
    case "renew_credentials":
      return accountOf(resource.id, "settings");
    case "revoke":
      return resource.type === "api_token"
        ? placeOf(resource.id ? `/settings/api-access/${resource.id}` : "/settings/api-access")
        : accountOf(resource.id, "settings");
    case "map_form":
      return accountOf(resource.id, "forms");
    case "correct_secret_and_replay":
    case "replay":
      return placeOf("/integrations/webhook-events", {
        status: kind === "webhooks_parked" ? "parked" : "quarantined",
        ...(resource.name ? { provider: resource.name } : {}),
      });
    case "run_reconciliation":
      return placeOf("/leads/reconciliation");
    case "retry_post":
      return resource.id ? placeOf(`/social/posts/${resource.id}`) : placeOf("/social/posts", { status: "failed" });
    default:
      return null;
  }
}

function accountOf(id: string | null, tab: "forms" | "settings"): Place {
  return id ? placeOf(`/integrations/${id}`, { tab }) : placeOf("/integrations");
}
