import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/useFormat";
import { Bidi, Ltr } from "@/ui/Bidi";
import type { Conversation } from "./data";

/** Who it is, by the best that is known: a name, a number, a name on the platform. */
export function PersonName({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation("messages");
  const format = useFormat();
  if (conversation.name) {
    return <Bidi>{conversation.name}</Bidi>;
  }
  if (conversation.phone) {
    return <Ltr>{format.phone(conversation.phone)}</Ltr>;
  }
  return conversation.username ? <Ltr>@{conversation.username}</Ltr> : t("unnamed");
}
