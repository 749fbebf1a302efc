import { useTranslation } from "react-i18next";

/** Why a day cannot be proven or a lead is not here, in words; of a reason that is not known here, that there is one. */
export function useTrouble() {
  const { t, i18n } = useTranslation("leads");

  return (code: string) =>
    i18n.exists(`leads:reconciliation.reason.${code}`)
      ? t(`reconciliation.reason.${code}`)
      : t("reconciliation.reason.other");
}
