import { useTranslation } from "react-i18next";
import type { Stage } from "../queries";

const KINDS: readonly Stage["kind"][] = ["open", "won", "lost"];

export function useKinds() {
  const { t } = useTranslation("leads");
  return KINDS.map((kind) => ({ value: kind, label: t(`pipeline.kind.${kind}`) }));
}
