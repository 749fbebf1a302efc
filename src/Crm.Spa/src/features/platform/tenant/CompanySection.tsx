import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { api, versioned } from "@/api/client";
import { useFormat } from "@/i18n/useFormat";
import { Ltr } from "@/ui/Bidi";
import { changesOf } from "@/ui/changes";
import { CopyField } from "@/ui/CopyField";
import { Facts } from "@/ui/Facts";
import { NumberField } from "@/ui/fields";
import { Outdated } from "@/ui/Outdated";
import { Section } from "@/ui/Section";
import { useEditForm } from "@/ui/useEditForm";
import { decimal } from "../decimal";
import { tenantQuery, type Tenant } from "./queries";
import { useTenantChange } from "./useTenantChange";

/** What the company is, and the two things about it that the platform decides. */
export function CompanySection({ tenant, etag }: { tenant: Tenant; etag: string | null }) {
  const { t } = useTranslation("platform");
  const format = useFormat();
  return (
    <Section title={t("tenant.company")}>
      <CompanyForm tenant={tenant} etag={etag} />
      <Facts
        facts={[
          [t("tenants.country"), format.nameOf("region", tenant.country)],
          [t("common:language"), format.nameOf("language", tenant.locale)],
          [t("tenant.timeZone"), <Ltr key="zone">{tenant.timeZone}</Ltr>],
          [t("tenant.currency"), format.nameOf("currency", tenant.currency)],
          [t("tenants.since"), format.dateTime(tenant.createdAt)],
        ]}
      />
      <CopyField label={t("tenant.id")} value={tenant.id} />
    </Section>
  );
}

function CompanyForm({ tenant, etag }: { tenant: Tenant; etag: string | null }) {
  const { t } = useTranslation("platform");
  const edit = useEditForm({ values: valuesOf(tenant), etag, queryKey: tenantQuery(tenant.id).queryKey });
  const { form } = edit;
  const change = useTenantChange(
    (values: typeof form.values) =>
      versioned(
        api.PATCH("/api/v1/platform/tenants/{tenantId}", {
          params: { path: { tenantId: tenant.id } },
          headers: edit.ifUnchanged(),
          body: changesOf(bodyOf(form.getInitialValues()), bodyOf(values)),
        }),
      ),
    {
      done: ({ value, etag: now }, values) => edit.saved(values, { values: valuesOf(value), etag: now }),
      onError: edit.showProblems,
    },
  );
  return (
    <form onSubmit={form.onSubmit((values) => change.mutate(values))}>
      <Stack>
        <TextInput label={t("tenants.name")} required {...form.getInputProps("name")} />
        <NumberField
          label={t("balance.overdraft")}
          description={t("balance.overdraftText", { currency: tenant.currency })}
          required
          {...form.getInputProps("overdraftLimit")}
        />
        {edit.isOutdated && <Outdated readNewest={edit.readNewest} />}
        <Group>
          <Button type="submit" loading={change.isPending} disabled={!form.isDirty()}>
            {t("common:save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const valuesOf = ({ name, overdraftLimit }: Tenant) => ({ name, overdraftLimit });

const bodyOf = ({ name, overdraftLimit }: ReturnType<typeof valuesOf>) => ({
  name,
  overdraftLimit: Number(decimal(overdraftLimit)),
});
