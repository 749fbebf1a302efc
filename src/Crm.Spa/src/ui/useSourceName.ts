import { useCallback } from "react";
import { useTranslation } from "react-i18next";

/** Where a lead comes from, in words; whoever sends one over the API may name any other source in words of their own. */
export function useSourceName() {
  const { t, i18n } = useTranslation();

  return useCallback(
    (source: string | null): string =>
      source === null ? t("source.unknown") : i18n.exists(`common:source.${source}`) ? t(`source.${source}`) : source,
    [t, i18n],
  );
}
