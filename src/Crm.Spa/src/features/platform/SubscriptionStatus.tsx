import { IconAlertTriangle, IconBan, IconCircleCheck, IconHourglass, type Icon } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/schema";
import { Status } from "@/ui/Status";

export type SubscriptionState = components["schemas"]["SubscriptionStatus"];

const LOOKS: Record<SubscriptionState, { color: string; icon: Icon }> = {
  trialing: { color: "blue", icon: IconHourglass },
  active: { color: "green", icon: IconCircleCheck },
  past_due: { color: "orange", icon: IconAlertTriangle },
  canceled: { color: "red", icon: IconBan },
};

export function SubscriptionStatus({ status }: { status: SubscriptionState }) {
  const { t } = useTranslation("platform");
  const { color, icon } = LOOKS[status];
  return (
    <Status color={color} icon={icon}>
      {t(`subscription.status.${status}`)}
    </Status>
  );
}
