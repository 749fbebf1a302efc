import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/schema";
import { useFormat } from "@/i18n/useFormat";
import { Bidi } from "@/ui/Bidi";
import { AnchorLink } from "@/ui/links";
import { Rows, type Column } from "@/ui/Rows";
import { SubscriptionStatus } from "../SubscriptionStatus";
import { usePlanName } from "../usePlanName";

type Tenant = components["schemas"]["PlatformTenantRow"];

export function TenantsTable({ tenants }: { tenants: Tenant[] }) {
  const { t } = useTranslation("platform");
  const format = useFormat();
  const planName = usePlanName();
  const columns: Column<Tenant>[] = [
    {
      title: t("tenants.name"),
      show: ({ id, name }) => (
        <AnchorLink to="/platform/tenants/$tenantId" params={{ tenantId: id }} size="sm">
          <Bidi>{name}</Bidi>
        </AnchorLink>
      ),
    },
    { title: t("subscription.state"), show: ({ subscription }) => <SubscriptionStatus status={subscription.status} /> },
    { title: t("subscription.plan"), show: ({ subscription }) => planName(subscription.plan) },
    { title: t("subscription.until"), show: ({ subscription }) => <Day at={subscription.periodEndsAt} /> },
    { title: t("tenants.country"), show: ({ country }) => format.nameOf("region", country) },
    { title: t("tenants.since"), show: ({ createdAt }) => <Day at={createdAt} /> },
  ];
  return <Rows label={t("tenants.title")} rows={tenants} idOf={({ id }) => id} columns={columns} />;
}

function Day({ at }: { at: string }) {
  const format = useFormat();
  return (
    <Text component="time" inherit dateTime={at}>
      {format.date(at)}
    </Text>
  );
}
