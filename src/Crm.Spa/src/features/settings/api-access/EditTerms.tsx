import { Button, Group, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, versioned } from "@/api/client";
import { useMe } from "@/api/me";
import { useNotify } from "@/ui/notify";
import { Outdated } from "@/ui/Outdated";
import { Section } from "@/ui/Section";
import { useEditForm } from "@/ui/useEditForm";
import { Impact } from "./Impact";
import { changesOf, isNarrower, losesAddresses, termsOf, type Terms } from "./terms";
import { TermsFields } from "./TermsFields";
import { tokenQuery, type Token } from "./tokens";
import { validateTerms } from "./validateTerms";

/** What a token may from now on, and what that would have refused, before it is saved. */
export function EditTerms({ token, etag }: { token: Token; etag: string | null }) {
  const { t } = useTranslation("api-access");
  const timeZone = useMe().tenant!.timeZone;
  const edit = useEditForm<Terms>({
    values: termsOf(token, timeZone),
    etag,
    queryKey: tokenQuery(token.id).queryKey,
    validate: validateTerms(t("limit.choose")),
  });
  const { form } = edit;
  const before = form.getInitialValues();
  const change = useChange(token.id, timeZone, edit);
  const narrows = isNarrower(before, form.values) || losesAddresses(before, form.values);

  return (
    <Section title={t("edit.title")} description={t("edit.text")}>
      <form onSubmit={form.onSubmit((terms) => change.mutate(terms))}>
        <Stack gap="lg" maw={640}>
          <TermsFields form={form} />
          {narrows && <Impact tokenId={token.id} before={before} after={form.values} />}
          {edit.isOutdated && <Outdated readNewest={edit.readNewest} />}
          <Group>
            <Button
              type="submit"
              color={narrows ? "red" : undefined}
              loading={change.isPending}
              disabled={!form.isDirty()}
            >
              {narrows ? t("edit.narrow") : t("common:save")}
            </Button>
            {form.isDirty() && (
              <Button variant="default" onClick={form.reset}>
                {t("edit.reset")}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

function useChange(tokenId: string, timeZone: string, edit: ReturnType<typeof useEditForm<Terms>>) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: (terms: Terms) =>
      versioned(
        api.PATCH("/api/v1/api-tokens/{tokenId}", {
          params: { path: { tokenId } },
          body: changesOf(edit.form.getInitialValues(), terms, timeZone),
          headers: edit.ifUnchanged(),
        }),
      ),
    onSuccess({ value, etag }, terms) {
      edit.saved(terms, { values: termsOf(value, timeZone), etag });
      notify.done(t("common:saved"));
    },
    onError: edit.showProblems,
    onSettled: () => client.invalidateQueries({ queryKey: ["api-tokens"] }),
  });
}
