import { Button, Group, SegmentedControl, Select, Stack, Text, TextInput, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useNotify } from "@/ui/notify";
import { useProblems } from "@/ui/useProblems";
import { leadQuery } from "../queries";
import { BY_HAND } from "../useNames";

const CHANNELS = ["whatsapp", "sms", "call", "email"] as const;

type Props = { leadId: string; close: () => void };

/** What the person said of being contacted, as somebody of the company heard or read it. */
export function RecordConsent({ leadId, close }: Props) {
  const { t, i18n } = useTranslation("leads");
  const client = useQueryClient();
  const notify = useNotify();
  const answerId = useId();
  const form = useForm({ initialValues: { channel: "whatsapp", answer: "granted", text: "", source: "" } });
  const showProblems = useProblems(form);
  const recording = useMutation({
    mutationFn: ({ channel, answer, text, source }: typeof form.values) =>
      body(
        api.POST("/api/v1/leads/{leadId}/consents", {
          params: { path: { leadId } },
          body: {
            channel,
            granted: answer === "granted",
            text: text.trim() || null,
            language: text.trim() ? i18n.language : null,
            source: source.trim() || BY_HAND,
          },
        }),
      ),
    onSuccess: () => {
      notify.done(t("consent.recorded"));
      void client.invalidateQueries({ queryKey: leadQuery(leadId).queryKey });
      void client.invalidateQueries({ queryKey: ["leads", "timeline", leadId] });
      close();
    },
    onError: showProblems,
  });

  return (
    <form onSubmit={form.onSubmit((values) => recording.mutate(values))}>
      <Stack>
        <Select
          label={t("consent.channelLabel")}
          allowDeselect={false}
          data={CHANNELS.map((channel) => ({ value: channel, label: t(`consent.channel.${channel}`) }))}
          {...form.getInputProps("channel")}
        />
        <div>
          <Text size="sm" fw={500} id={answerId} mb={4}>
            {t("consent.answer")}
          </Text>
          <SegmentedControl
            fullWidth
            aria-labelledby={answerId}
            data={[
              { value: "granted", label: t("consent.granted") },
              { value: "withdrawn", label: t("consent.withdrawn") },
            ]}
            {...form.getInputProps("answer")}
          />
        </div>
        <Textarea
          label={t("consent.text")}
          description={t("consent.textHelp")}
          autosize
          minRows={2}
          maxRows={8}
          {...form.getInputProps("text")}
        />
        <TextInput
          label={t("consent.source")}
          placeholder={t("consent.sourceExample")}
          {...form.getInputProps("source")}
        />
        <Group justify="end">
          <Button variant="default" onClick={close}>
            {t("common:cancel")}
          </Button>
          <Button type="submit" loading={recording.isPending}>
            {t("consent.record")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
