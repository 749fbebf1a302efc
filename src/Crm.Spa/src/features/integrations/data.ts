import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, versioned } from "@/api/client";
import type { components } from "@/api/schema";

export type PlatformField = components["schemas"]["PlatformFieldDto"];
export type Profile = components["schemas"]["ProfileDto"];
export type Video = components["schemas"]["ProviderVideo"];
export type LeadForm = components["schemas"]["FormDto"];
export type LogEntry = components["schemas"]["LogEntryDto"];
export type WebhookEvent = components["schemas"]["WebhookEventDto"];

export function useAccount(accountId: string) {
  const { i18n } = useTranslation();
  return useQuery({
    queryKey: ["accounts", "one", accountId, i18n.language],
    queryFn: () => versioned(api.GET("/api/integrations/accounts/{accountId}", { params: { path: { accountId } } })),
  });
}
