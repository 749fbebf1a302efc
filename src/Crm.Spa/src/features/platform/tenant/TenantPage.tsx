import { Grid, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { BackLink } from "@/ui/links";
import { Page } from "@/ui/Page";
import { Failed, LoadingRows } from "@/ui/States";
import { SubscriptionStatus } from "../SubscriptionStatus";
import { BalanceSection } from "./BalanceSection";
import { CompanySection } from "./CompanySection";
import { PricesSection } from "./PricesSection";
import { SubscriptionSection } from "./SubscriptionSection";
import { tenantQuery } from "./queries";

const route = getRouteApi("/signed-in/platform/tenants/$tenantId");

/** One customer: what they have booked and paid. Each look stands in the company's own audit trail. */
export function TenantPage() {
  const { t } = useTranslation("platform");
  const { tenantId } = route.useParams();
  const query = useQuery(tenantQuery(tenantId));
  const tenant = query.data?.value;

  return (
    <Page
      title={tenant?.name ?? t("tenant.title")}
      description={t("tenant.about")}
      back={<BackLink to="/platform">{t("tenant.back")}</BackLink>}
      actions={tenant && <SubscriptionStatus status={tenant.subscription.status} />}
    >
      {query.isError && !tenant && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <LoadingRows />}
      {tenant && (
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, md: 6 }}>
            <Stack gap="lg">
              <SubscriptionSection tenant={tenant} etag={query.data?.etag ?? null} />
              <CompanySection tenant={tenant} etag={query.data?.etag ?? null} />
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 6 }}>
            <Stack gap="lg">
              <BalanceSection tenant={tenant} />
              <PricesSection tenant={tenant} />
            </Stack>
          </Grid.Col>
        </Grid>
      )}
    </Page>
  );
}
