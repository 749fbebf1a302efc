import { Accordion, Box, Group, Text } from "@mantine/core";
import { IconAlertTriangle, IconForms } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useFormat } from "@/i18n/useFormat";
import { Bidi, Ltr } from "@/ui/Bidi";
import { Moment } from "@/ui/Moment";
import { QueryView } from "@/ui/QueryView";
import { Section } from "@/ui/Section";
import { Empty } from "@/ui/States";
import { Status } from "@/ui/Status";
import type { Account } from "@/api/accounts";
import type { LeadForm } from "../data";
import { useWords } from "../words";
import { FormMapping } from "./FormMapping";

/** The account's lead forms, which were found by themselves, and which lead field each question fills. */
export function FormsTab({ account }: { account: Account }) {
  const { t } = useTranslation("integrations");
  const forms = useQuery({
    queryKey: ["accounts", "forms", account.id],
    queryFn: async () =>
      (
        await body(
          api.GET("/api/integrations/accounts/{accountId}/forms", { params: { path: { accountId: account.id } } }),
        )
      ).data,
  });
  return (
    <Section title={t("forms.title")} description={t("forms.text")}>
      <QueryView
        query={forms}
        isEmpty={(found) => found.length === 0}
        empty={
          <Empty icon={IconForms} title={t("forms.none")}>
            {t("forms.noneText")}
          </Empty>
        }
      >
        {(found) => <Forms forms={found} accountId={account.id} />}
      </QueryView>
    </Section>
  );
}

function Forms({ forms, accountId }: { forms: LeadForm[]; accountId: string }) {
  const { form } = useSearch({ from: "/signed-in/integrations/$accountId" });
  const navigate = useNavigate({ from: "/integrations/$accountId" });
  return (
    <Accordion
      variant="separated"
      order={3}
      keepMounted={false}
      value={form ?? null}
      onChange={(id) =>
        void navigate({ search: (now) => ({ ...now, form: id ?? undefined }), replace: true, resetScroll: false })
      }
    >
      {forms.map((one) => (
        <Accordion.Item key={one.id} value={one.id}>
          <Accordion.Control>
            <Heading form={one} />
          </Accordion.Control>
          <Accordion.Panel>
            <FormMapping form={one} accountId={accountId} />
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}

function Heading({ form }: { form: LeadForm }) {
  const { t } = useTranslation("integrations");
  const format = useFormat();
  const words = useWords();
  return (
    <Box>
      <Group gap="xs">
        <Text span fw={600} className="break">
          {form.name ? <Bidi>{form.name}</Bidi> : t("forms.unnamed")}
        </Text>
        {form.isUnmapped && (
          <Status color="yellow" icon={IconAlertTriangle}>
            {t("forms.unmapped")}
          </Status>
        )}
        {form.status && <Status color="gray">{words("formStatus", form.status)}</Status>}
      </Group>
      <Text span size="sm" c="dimmed">
        <Ltr>{form.id}</Ltr> · {t("forms.version", { number: format.number(form.version) })} · {t("forms.lastSeen")}{" "}
        <Moment at={form.lastSeenAt} />
      </Text>
    </Box>
  );
}
