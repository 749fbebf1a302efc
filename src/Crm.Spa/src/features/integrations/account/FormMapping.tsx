import { Alert, Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, body, versioned } from "@/api/client";
import { useIs } from "@/api/me";
import { isProblem } from "@/api/problem";
import type { components } from "@/api/schema";
import { readListsAgain } from "@/features/leads/lists";
import { useNotify } from "@/ui/notify";
import { QueryView } from "@/ui/QueryView";
import type { LeadForm } from "../data";
import { askedQuestions, fieldsOf, mappingOf, unnamedCustom } from "./mapping";
import { MappingTable } from "./MappingTable";

type Mapping = components["schemas"]["FormMappingDto"];
type Props = { form: LeadForm; accountId: string };

/** Reads the mapping and shows it for change; one that another has changed meanwhile is shown anew. */
export function FormMapping({ form, accountId }: Props) {
  const path = { accountId, formId: form.id };
  const mapping = useQuery({
    queryKey: ["accounts", "mapping", accountId, form.id],
    queryFn: () =>
      versioned(api.GET("/api/integrations/accounts/{accountId}/forms/{formId}/mapping", { params: { path } })),
    // What somebody is just changing is not replaced under their hands.
    refetchOnWindowFocus: false,
  });
  return (
    <QueryView query={mapping}>
      {({ value, etag }) => <Editor key={etag} form={form} accountId={accountId} mapping={value} etag={etag} />}
    </QueryView>
  );
}

function Editor({ form, accountId, mapping, etag }: Props & { mapping: Mapping; etag: string | null }) {
  const { t } = useTranslation("integrations");
  const isAdmin = useIs("admin");
  const questions = askedQuestions(form, mapping.questions);
  const [fields, setFields] = useState(() => fieldsOf(questions, mapping.mapping));
  const [isApplied, setApplied] = useState(false);
  const save = useSaving({ form, accountId, etag });
  const unnamed = unnamedCustom(fields);

  return (
    <Stack gap="md">
      {mapping.isGuessed && <Note>{t("mapping.guessed")}</Note>}
      {mapping.isUnmapped && <Note color="yellow">{t("mapping.unmapped")}</Note>}
      <MappingTable
        questions={questions}
        fields={fields}
        readOnly={!isAdmin}
        change={(question, field) => setFields((now) => ({ ...now, [question]: field }))}
      />
      <Text size="sm" c="dimmed">
        {t("mapping.kept")}
      </Text>
      {isAdmin && (
        <Group justify="space-between" gap="sm">
          <Checkbox
            label={t("mapping.apply")}
            description={t("mapping.applyHelp")}
            checked={isApplied}
            onChange={(event) => setApplied(event.currentTarget.checked)}
          />
          <Button
            ms="auto"
            disabled={unnamed !== undefined}
            loading={save.isPending}
            onClick={() => save.mutate({ fields, apply: isApplied })}
          >
            {t("common:save")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function Note({ color = "blue", children }: { color?: string; children: string }) {
  return (
    <Alert color={color} p="xs" icon={<IconInfoCircle aria-hidden />}>
      {children}
    </Alert>
  );
}

function useSaving({ form, accountId, etag }: Props & { etag: string | null }) {
  const { t } = useTranslation("integrations");
  const notify = useNotify();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ fields, apply }: { fields: Record<string, string>; apply: boolean }) =>
      body(
        api.PUT("/api/integrations/accounts/{accountId}/forms/{formId}/mapping", {
          params: { path: { accountId, formId: form.id }, query: { apply } },
          body: { mapping: mappingOf(fields) },
          headers: etag ? { "If-Match": etag } : {},
        }),
      ),
    onSuccess: ({ applied }) => {
      notify.done(applied ? t("mapping.applied", applied) : t("common:saved"));
      for (const noun of applied ? ["accounts", "attention", "reports"] : ["accounts", "attention"]) {
        void client.invalidateQueries({ queryKey: [noun] });
      }
      if (applied) {
        void readListsAgain(client);
      }
    },
    onError: (error) => {
      notify.failed(error);
      if (isProblem(error, "precondition_failed")) {
        void client.invalidateQueries({ queryKey: ["accounts", "mapping", accountId, form.id] });
      }
    },
  });
}
