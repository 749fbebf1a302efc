import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useFormat } from "@/i18n/useFormat";
import { NumberField } from "@/ui/fields";
import { Section } from "@/ui/Section";
import { useProblems } from "@/ui/useProblems";
import { decimal } from "../decimal";
import type { Tenant } from "./queries";
import { useTenantChange } from "./useTenantChange";

/** The company's money: what is there, and a line into its ledger, which nobody takes out again. */
export function BalanceSection({ tenant }: { tenant: Tenant }) {
  const { t } = useTranslation("platform");
  const format = useFormat();
  const form = useForm({ initialValues: { amount: "", description: "", reference: "" } });
  const booking = useTenantChange(
    ({ amount, description, reference }: typeof form.values) =>
      body(
        api.POST("/api/v1/platform/tenants/{tenantId}/balance-entries", {
          params: { path: { tenantId: tenant.id } },
          body: { amount: decimal(amount), description, reference: reference.trim() || null },
        }),
      ),
    { done: () => form.reset(), onError: useProblems(form) },
  );

  return (
    <Section title={t("balance.title")}>
      <div>
        <Text size="sm" c="dimmed">
          {t("balance.now")}
        </Text>
        <Text fw={650} fz={28} className="figures">
          {format.money(tenant.balance, tenant.currency)}
        </Text>
      </div>
      <form onSubmit={form.onSubmit((values) => booking.mutate(values))}>
        <Stack>
          <NumberField
            label={t("balance.amount")}
            description={t("balance.amountText", { currency: tenant.currency })}
            required
            {...form.getInputProps("amount")}
          />
          <TextInput
            label={t("balance.description")}
            description={t("balance.descriptionText")}
            required
            {...form.getInputProps("description")}
          />
          <TextInput
            label={`${t("balance.reference")} (${t("common:optional")})`}
            description={t("balance.referenceText")}
            {...form.getInputProps("reference")}
          />
          <Group>
            <Button type="submit" loading={booking.isPending}>
              {t("balance.book")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
