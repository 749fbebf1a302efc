import { IconCheck, IconMinus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Status } from "@/ui/Status";
import type { Guest } from "./guests";

/** Whether the guest may be written to. */
export function ConsentStatus({ consent }: { consent: Guest["marketingConsent"] }) {
  const { t } = useTranslation("hotspot-users");
  if (!consent) {
    return (
      <Status color="gray" icon={IconMinus}>
        {t("consent.unasked")}
      </Status>
    );
  }
  return consent.granted ? (
    <Status color="green" icon={IconCheck}>
      {t("consent.granted")}
    </Status>
  ) : (
    <Status color="red" icon={IconX}>
      {t("consent.withdrawn")}
    </Status>
  );
}
