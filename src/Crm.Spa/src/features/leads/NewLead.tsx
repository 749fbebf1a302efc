import { Alert, Autocomplete, Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useNotify } from "@/ui/notify";
import { useProblems } from "@/ui/useProblems";
import { EMPTY_PERSON, PersonFields, saidOf } from "./PersonFields";
import { showLead } from "./lists";
import { useLeadSearch } from "./useLeadSearch";
import { BY_HAND, useNames } from "./useNames";

const SUGGESTED = ["phone", "walk_in", "recommendation"];

type Props = { isOpen: boolean; close: () => void };

export function NewLead({ isOpen, close }: Props) {
  const { t } = useTranslation("leads");
  const [isTyped, setTyped] = useState(false);
  return (
    // What somebody typed is not lost by a click beside the dialog, or by the key that closes a list of suggestions.
    <Modal.Root
      opened={isOpen}
      onClose={close}
      size="lg"
      centered
      closeOnClickOutside={!isTyped}
      closeOnEscape={!isTyped}
    >
      <Modal.Overlay />
      <Modal.Content>
        {/* Mantine's own header would be a second banner of the page. */}
        <Group justify="space-between" wrap="nowrap" p="md" pb={0}>
          <Modal.Title component="h2" fz="h2" fw={650}>
            {t("new.title")}
          </Modal.Title>
          <Modal.CloseButton aria-label={t("common:close")} />
        </Group>
        <Modal.Body pt="sm">
          <NewLeadForm close={close} tellTyped={setTyped} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

type FormProps = { close: () => void; tellTyped: (isTyped: boolean) => void };

function NewLeadForm({ close, tellTyped }: FormProps) {
  const { t } = useTranslation("leads");
  const notify = useNotify();
  const client = useQueryClient();
  const names = useNames();
  const { change } = useLeadSearch();
  const form = useForm({ initialValues: { ...EMPTY_PERSON, source: "", note: "" } });
  const showProblems = useProblems(form);
  const isDirty = form.isDirty();
  useEffect(() => {
    tellTyped(isDirty);
    return () => tellTyped(false);
  }, [isDirty, tellTyped]);
  const { fullName, email, phone } = form.values;
  const isNameless = !fullName.trim() && !email.trim() && !phone.trim();
  const creation = useMutation({
    mutationFn: ({ source, note, ...person }: typeof form.values) =>
      body(
        api.POST("/api/v1/leads", {
          body: { ...saidOf(person), source: codeOf(source), note: note.trim() || null, onDuplicate: "merge" },
        }),
      ),
    onSuccess: (lead) => {
      showLead(client, lead, { isNew: !lead.merged });
      notify.done(lead.merged ? t("new.merged") : t("new.done"));
      close();
      change({ lead: lead.id });
    },
    onError: showProblems,
  });
  /** What we know a word for is kept as its code, so that it is read in every language. */
  const codeOf = (typed: string) =>
    SUGGESTED.find((code) => names.source(code) === typed.trim()) ?? (typed.trim() || BY_HAND);

  return (
    <form onSubmit={form.onSubmit((values) => creation.mutate(values))}>
      <Stack>
        <PersonFields form={form} />
        <Autocomplete
          label={t("field.source")}
          placeholder={names.source(BY_HAND)}
          data={SUGGESTED.map(names.source)}
          {...form.getInputProps("source")}
        />
        <Textarea label={t("field.note")} autosize minRows={2} maxRows={8} {...form.getInputProps("note")} />
        {isNameless && form.isTouched() && (
          <Alert color="blue" p="xs">
            {t("new.nameless")}
          </Alert>
        )}
        <Group justify="end">
          <Button variant="default" onClick={close}>
            {t("common:cancel")}
          </Button>
          <Button type="submit" loading={creation.isPending} disabled={isNameless}>
            {t("new.submit")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
