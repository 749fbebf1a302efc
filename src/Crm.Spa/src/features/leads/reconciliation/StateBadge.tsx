import { IconAlertTriangle, IconHelpCircle, IconShieldCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Status } from "@/ui/Status";

export const STATES = ["proven", "gap", "unprovable"] as const;
export type State = (typeof STATES)[number];

/** A state that is not known here proves nothing. */
export const stateOf = (code: string): State => STATES.find((state) => state === code) ?? "unprovable";

const LOOKS = {
  proven: { color: "green", icon: IconShieldCheck },
  gap: { color: "red", icon: IconAlertTriangle },
  unprovable: { color: "yellow", icon: IconHelpCircle },
};

export function StateBadge({ state }: { state: State }) {
  const { t } = useTranslation("leads");
  return <Status {...LOOKS[state]}>{t(`reconciliation.state.${state}`)}</Status>;
}
