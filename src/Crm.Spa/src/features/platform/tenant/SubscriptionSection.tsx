import { Button, Group, Select, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import type { components } from "@/api/schema";
import { changesOf } from "@/ui/changes";
import { DayField } from "@/ui/DayField";
import { Section } from "@/ui/Section";
import { useConfirm } from "@/ui/useConfirm";
import { useEditForm } from "@/ui/useEditForm";
import type { SubscriptionState } from "../SubscriptionStatus";
import { PLANS, usePlanName } from "../usePlanName";
import { tenantQuery, type Tenant } from "./queries";
import { useTenantChange } from "./useTenantChange";

type Changes = components["schemas"]["ChangeSubscription"];

const STATES: SubscriptionState[] = ["trialing", "active", "past_due", "canceled"];

export function SubscriptionSection({ tenant, etag }: { tenant: Tenant; etag: string | null }) {
  const { t } = useTranslation("platform");
  const planName = usePlanName();
  const { plan, status, periodEndsAt } = tenant.subscription;
  const edit = useEditForm({
    values: { plan, status: status as string, periodEndsAt: periodEndsAt.slice(0, "2026-11-27".length) },
    etag,
    queryKey: tenantQuery(tenant.id).queryKey,
  });
  const { form } = edit;
  const change = useTenantChange(
    (changes: Changes) =>
      body(
        api.PATCH("/api/v1/platform/tenants/{tenantId}/subscription", {
          params: { path: { tenantId: tenant.id } },
          body: changes,
        }),
      ),
    { onError: edit.showProblems },
  );

  // A subscription has no version of its own: what nobody touched is not sent, and the moment stays as billing has said it unless
  // another day is chosen.
  const save = form.onSubmit((values) =>
    change.mutate(changesOf(bodyOf(form.getInitialValues()), bodyOf(values)), { onSuccess: () => form.resetDirty() }),
  );

  return (
    <Section
      title={t("subscription.title")}
      actions={<Suspension tenant={tenant} isPending={change.isPending} change={change.mutate} />}
    >
      <form onSubmit={save}>
        <Stack>
          <Select
            label={t("subscription.plan")}
            data={[...new Set([...PLANS, plan])].map((value) => ({ value, label: planName(value) }))}
            allowDeselect={false}
            {...form.getInputProps("plan")}
          />
          <Select
            label={t("subscription.state")}
            // Nobody goes back into a trial.
            data={STATES.filter((value) => value !== "trialing" || status === "trialing").map((value) => ({
              value,
              label: t(`subscription.status.${value}`),
            }))}
            allowDeselect={false}
            {...form.getInputProps("status")}
          />
          <DayField
            label={t("subscription.until")}
            description={t("subscription.untilText")}
            required
            clearable={false}
            {...form.getInputProps("periodEndsAt")}
          />
          <Group>
            <Button type="submit" loading={change.isPending} disabled={!form.isDirty()}>
              {t("common:save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

const bodyOf = ({ plan, status, periodEndsAt }: Record<"plan" | "status" | "periodEndsAt", string>) => ({
  plan,
  status: status as SubscriptionState,
  periodEndsAt: `${periodEndsAt}T23:59:59Z`,
});

type SuspensionProps = { tenant: Tenant; isPending: boolean; change: (changes: Changes) => void };

function Suspension({ tenant, isPending, change }: SuspensionProps) {
  const { t } = useTranslation("platform");
  const confirm = useConfirm();
  if (tenant.subscription.status === "canceled") {
    return (
      <Button size="xs" variant="light" loading={isPending} onClick={() => change({ status: "active" })}>
        {t("subscription.resume")}
      </Button>
    );
  }

  const suspend = async () => {
    const isSure = await confirm({
      title: t("subscription.suspendSure", { name: tenant.name }),
      text: t("subscription.suspendText"),
      confirm: t("subscription.suspend"),
    });
    if (isSure) {
      change({ status: "canceled" });
    }
  };
  return (
    <Button size="xs" variant="light" color="red" loading={isPending} onClick={() => void suspend()}>
      {t("subscription.suspend")}
    </Button>
  );
}
