import { useTranslation } from "react-i18next";

/** Words for a code of the server's; of one that is newer than this app the given words are told, never the code. */
export function useCodeText(namespace: string) {
  const { t, i18n } = useTranslation(namespace);

  return (group: string, code: string, otherwise: string): string => {
    const key = `${group}.${code}`;
    return i18n.exists(`${namespace}:${key}`) ? t(key) : otherwise;
  };
}
