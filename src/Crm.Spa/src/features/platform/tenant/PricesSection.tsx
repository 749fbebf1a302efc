import { Button, Group, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import type { components } from "@/api/schema";
import { NumberField } from "@/ui/fields";
import { QueryView } from "@/ui/QueryView";
import { Section } from "@/ui/Section";
import { LoadingRows } from "@/ui/States";
import { useProblems } from "@/ui/useProblems";
import { decimal } from "../decimal";
import { pricesQuery, type Tenant } from "./queries";
import { useTenantChange } from "./useTenantChange";

type Prices = components["schemas"]["MessagePricesDto"];

const CATEGORIES = ["marketing", "utility", "authentication"] as const;

/** What a WhatsApp template of each category costs the company. */
export function PricesSection({ tenant }: { tenant: Tenant }) {
  const { t } = useTranslation("platform");
  const query = useQuery(pricesQuery(tenant.id));
  return (
    <Section title={t("prices.title")} description={t("prices.about", { currency: tenant.currency })}>
      <QueryView query={query} loading={<LoadingRows rows={3} />}>
        {(prices) => <PricesForm key={JSON.stringify(prices)} tenantId={tenant.id} prices={prices} />}
      </QueryView>
    </Section>
  );
}

function PricesForm({ tenantId, prices }: { tenantId: string; prices: Prices }) {
  const { t } = useTranslation("platform");
  const form = useForm({
    initialValues: {
      marketing: prices.marketing ?? "",
      utility: prices.utility ?? "",
      authentication: prices.authentication ?? "",
    },
  });
  const change = useTenantChange(
    (values: typeof form.values) =>
      body(
        api.PUT("/api/v1/platform/tenants/{tenantId}/message-prices", {
          params: { path: { tenantId } },
          body: {
            marketing: priceOf(values.marketing),
            utility: priceOf(values.utility),
            authentication: priceOf(values.authentication),
          },
        }),
      ),
    { onError: useProblems(form) },
  );
  return (
    <form onSubmit={form.onSubmit((values) => change.mutate(values))}>
      <Stack>
        {CATEGORIES.map((category) => (
          <NumberField
            key={category}
            label={t(`prices.${category}`)}
            placeholder={t("prices.free")}
            {...form.getInputProps(category)}
          />
        ))}
        <Group>
          <Button type="submit" loading={change.isPending} disabled={!form.isDirty()}>
            {t("common:save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const priceOf = (typed: string) => (typed.trim() === "" ? null : Number(decimal(typed)));
