import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { membersQuery } from "@/api/members";
import { venuesQuery } from "@/api/venues";
import { useSourceName } from "@/ui/useSourceName";

/** What somebody of the company wrote down, when they say nothing else. */
export const BY_HAND = "manual";

/** Where leads come from by themselves; people and their programs may name other sources in words of their own. */
export const SOURCES = ["meta_leads", "tiktok_leads", "google_ads", "hotspot", "whatsapp", BY_HAND, "api"] as const;

/** Names of what a lead refers to by an id or a code. */
export function useNames() {
  const { t } = useTranslation("leads");
  const source = useSourceName();
  const members = useQuery(membersQuery).data;
  const venues = useQuery(venuesQuery).data;

  return useMemo(() => {
    const people = new Map(members?.map((member) => [member.id, member.fullName]));
    const places = new Map(venues?.map((venue) => [venue.id, venue.name]));
    return {
      members: members ?? [],
      venues: venues ?? [],
      person: (id: string) => people.get(id) ?? (members ? t("formerMember") : "…"),
      venue: (id: string) => places.get(id) ?? (venues ? t("unknownVenue") : "…"),
      source,
      lead: (lead: { fullName: string | null; email: string | null; phone: string | null; phoneRaw: string | null }) =>
        lead.fullName ?? lead.email ?? lead.phone ?? lead.phoneRaw ?? t("nameless"),
    };
  }, [members, venues, source, t]);
}

export type Names = ReturnType<typeof useNames>;
