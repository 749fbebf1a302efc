import { useTranslation } from "react-i18next";
import { Status } from "@/ui/Status";
import { lookOf } from "./status";

const KNOWN = new Set([
  "draft",
  "scheduled",
  "pending",
  "publishing",
  "published",
  "partly_published",
  "failed",
  "unknown",
]);

/** How a post, or what became of it at one account, stands. */
export function PostStatusBadge({ status }: { status: string }) {
  const { t } = useTranslation("social");
  const { color, icon } = lookOf(status);
  return (
    <Status color={color} icon={icon}>
      {t(`status.${KNOWN.has(status) ? status : "other"}`)}
    </Status>
  );
}
