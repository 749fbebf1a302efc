import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import type { Venue } from "@/api/venues";
import { useAskedDeletion } from "@/ui/useAskedDeletion";

/** A venue that nothing belongs to; what still does is told by the server. */
export function useDeletion({ id, name }: Venue) {
  const { t } = useTranslation("venues");

  return useAskedDeletion({
    call: () => body(api.DELETE("/api/v1/venues/{venueId}", { params: { path: { venueId: id } } })),
    question: { title: t("delete.title", { name }), text: t("delete.text"), confirm: t("common:delete") },
    done: t("delete.done", { name }),
    queryKey: ["venues", id],
    home: "/venues",
  });
}
