import { queryOptions, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "./client";
import type { components } from "./schema";

export type Platform = components["schemas"]["PlatformDto"];

/**
 * What platforms there are, what each can do and asks for, in the words of a language. It changes with the server alone, so that no
 * event of the company's makes it old.
 */
export const platformsQuery = (language: string) =>
  queryOptions({
    queryKey: ["platforms", language],
    queryFn: async () => (await body(api.GET("/api/integrations/platforms"))).data,
    staleTime: Infinity,
  });

export const usePlatforms = () => useQuery(platformsQuery(useTranslation().i18n.language));
