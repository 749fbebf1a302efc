import { useTranslation } from "react-i18next";

/** The plans of the server, the smallest first. */
export const PLANS = ["trial", "starter", "business", "unlimited"];

export function usePlanName() {
  const { t } = useTranslation("platform");
  return (plan: string) => (PLANS.includes(plan) ? t(`subscription.plans.${plan}`) : plan);
}
