import { useTranslation } from "react-i18next";
import { Moment } from "@/ui/Moment";
import { Status } from "@/ui/Status";
import { hasPassed } from "./hasPassed";

export function Expiry({ at }: { at: string | null }) {
  const { t } = useTranslation("api-access");
  if (at === null) {
    return t("neverExpires");
  }
  return hasPassed(at) ? <Status color="red">{t("expired")}</Status> : <Moment at={at} />;
}
