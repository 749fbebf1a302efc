import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useFormat } from "@/i18n/useFormat";
import { useAskedDeletion } from "@/ui/useAskedDeletion";
import type { Token } from "./tokens";

/** The question tells when the token was used last. */
export function useRevocation({ id, name, lastUsedAt }: Token) {
  const { t } = useTranslation("api-access");
  const format = useFormat();

  return useAskedDeletion({
    call: () => body(api.DELETE("/api/v1/api-tokens/{tokenId}", { params: { path: { tokenId: id } } })),
    question: {
      title: t("delete.title", { name }),
      text: lastUsedAt ? t("delete.used", { ago: format.relative(lastUsedAt) }) : t("delete.unused"),
      confirm: t("common:delete"),
    },
    done: t("delete.done", { name }),
    queryKey: ["api-tokens", id],
    home: "/settings/api-access",
  });
}
