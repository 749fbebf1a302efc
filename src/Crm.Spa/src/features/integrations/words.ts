import { useTranslation } from "react-i18next";

type Group = "status" | "code" | "capability" | "action" | "eventStatus" | "reason" | "formStatus";

/** The server's codes in words. One that is newer than this app is told as such and never shown as it is. */
export function useWords() {
  const { t, i18n } = useTranslation("integrations");
  return (group: Group, code: string): string => {
    const key = `${group}.${code.toLowerCase().replaceAll(".", "_")}`;
    return i18n.exists(`integrations:${key}`) ? t(key) : t(`${group}.other`);
  };
}

/** Words of a person inside a sentence of ours: they do not turn it around, whatever direction they have. */
export const isolated = (text: string) => `\u2068${text}\u2069`;
