import { Button, Group, Stack, Text, Textarea, Timeline as Line } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useIs } from "@/api/me";
import { More } from "@/ui/More";
import { Failed, LoadingRows } from "@/ui/States";
import { useProblems } from "@/ui/useProblems";
import { timelineQuery } from "../queries";
import { TIMELINE_ICONS, TimelineText } from "./TimelineText";

/** All that happened to a lead, newest first. */
export function Timeline({ leadId }: { leadId: string }) {
  const { t } = useTranslation("leads");
  const mayWrite = useIs("member");
  const query = useInfiniteQuery(timelineQuery(leadId));
  const entries = query.data?.pages.flatMap((page) => page.data) ?? [];

  return (
    <Stack>
      {mayWrite && <AddNote leadId={leadId} />}
      {!query.data ? (
        query.isError ? (
          <Failed error={query.error} retry={() => void query.refetch()} />
        ) : (
          <LoadingRows />
        )
      ) : entries.length === 0 ? (
        <Text c="dimmed">{t("timeline.none")}</Text>
      ) : (
        <Line bulletSize={28} lineWidth={2} component="ol" m={0} p={0} ps={14} aria-label={t("tab.timeline")}>
          {entries.map((entry) => {
            const EntryIcon = TIMELINE_ICONS[entry.kind];
            return (
              <Line.Item
                key={entry.id}
                component="li"
                bullet={<EntryIcon size={16} aria-hidden />}
                style={{ listStyle: "none" }}
              >
                <TimelineText entry={entry} />
              </Line.Item>
            );
          })}
        </Line>
      )}
      <More query={query} />
    </Stack>
  );
}

function AddNote({ leadId }: { leadId: string }) {
  const { t } = useTranslation("leads");
  const client = useQueryClient();
  const form = useForm({ initialValues: { text: "" } });
  const showProblems = useProblems(form);
  const adding = useMutation({
    mutationFn: ({ text }: typeof form.values) =>
      body(api.POST("/api/v1/leads/{leadId}/notes", { params: { path: { leadId } }, body: { text: text.trim() } })),
    onSuccess: (_, sent) => {
      // Who goes on writing meanwhile keeps the new words.
      if (form.getValues().text === sent.text) {
        form.reset();
      }
      return client.invalidateQueries({ queryKey: ["leads", "timeline", leadId] });
    },
    onError: showProblems,
  });

  return (
    <form onSubmit={form.onSubmit((values) => adding.mutate(values))}>
      <Stack gap="xs">
        <Textarea
          label={t("timeline.note")}
          placeholder={t("timeline.notePlaceholder")}
          autosize
          minRows={2}
          maxRows={10}
          {...form.getInputProps("text")}
        />
        <Group justify="end">
          <Button type="submit" size="sm" loading={adding.isPending} disabled={!form.values.text.trim()}>
            {t("timeline.addNote")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
