import { useTranslation } from "react-i18next";
import { Bidi, Ltr } from "@/ui/Bidi";
import { Phone } from "@/ui/Phone";
import type { Conversation } from "./data";

/** Who it is, by the best that is known: a name, a number, a name on the platform. */
export function PersonName({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation("messages");
  if (conversation.name) {
    return <Bidi>{conversation.name}</Bidi>;
  }
  if (conversation.phone) {
    return <Phone number={conversation.phone} />;
  }
  return conversation.username ? <Ltr>@{conversation.username}</Ltr> : t("unnamed");
}
