import { Button, Group, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useMe } from "@/api/me";
import { FormModal } from "@/ui/FormModal";
import { useProblems } from "@/ui/useProblems";
import { IssuedTokenView } from "./IssuedTokenView";
import { bodyOf, NEW_TERMS, type Terms } from "./terms";
import { TermsFields } from "./TermsFields";
import { validateTerms } from "./validateTerms";

export function CreateToken({ close }: { close: () => void }) {
  const { t } = useTranslation("api-access");
  const client = useQueryClient();
  const timeZone = useMe().tenant!.timeZone;
  const form = useForm<Terms>({ initialValues: NEW_TERMS, validate: validateTerms(t("limit.choose")) });
  const showProblems = useProblems(form);
  const [issued, setIssued] = useState<string | null>(null);
  const create = useMutation({
    mutationFn: (terms: Terms) => body(api.POST("/api/v1/api-tokens", { body: bodyOf(terms, timeZone) })),
    onSuccess({ token }) {
      setIssued(token);
      void client.invalidateQueries({ queryKey: ["api-tokens"] });
      void client.invalidateQueries({ queryKey: ["subscription"] });
    },
    onError: showProblems,
  });

  return (
    <FormModal
      size="lg"
      close={close}
      title={issued ? t("issued.title") : t("create.title")}
      // What is shown once does not go away by a click beside it.
      isDirty={issued !== null || form.isDirty()}
      closeOnEscape={issued === null}
      withCloseButton={issued === null}
    >
      {issued ? (
        <IssuedTokenView token={issued} close={close} />
      ) : (
        <form onSubmit={form.onSubmit((terms) => create.mutate(terms))}>
          <Stack gap="lg">
            <TermsFields form={form} />
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t("common:cancel")}
              </Button>
              <Button type="submit" loading={create.isPending}>
                {t("create.submit")}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </FormModal>
  );
}
