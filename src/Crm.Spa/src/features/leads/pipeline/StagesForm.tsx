import { Alert, Button, Group, Paper, Stack } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, versioned } from "@/api/client";
import { useIs } from "@/api/me";
import { isProblem } from "@/api/problem";
import { useFormat } from "@/i18n/useFormat";
import { useNotify } from "@/ui/notify";
import { pipelineQuery, type Stage } from "../queries";
import { MOST_STAGES, withKind, withMoved, withStage } from "../stages";
import { useStageName } from "../useStages";
import { NewStage } from "./NewStage";
import { StageRow } from "./StageRow";

type Props = { stages: Stage[]; etag: string | null };

export function StagesForm({ stages: saved, etag }: Props) {
  const { t } = useTranslation("leads");
  const client = useQueryClient();
  const notify = useNotify();
  const mayChange = useIs("admin");
  const [stages, setStages] = useState(saved);
  const isChanged = JSON.stringify(stages) !== JSON.stringify(saved);
  const change = (key: string, changed: Partial<Stage>) =>
    setStages(stages.map((stage) => (stage.key === key ? { ...stage, ...changed } : stage)));
  const saving = useMutation({
    mutationFn: () =>
      versioned(
        api.PUT("/api/v1/pipeline", {
          body: { stages: stages.map((stage) => ({ ...stage, name: stage.name?.trim() || null })) },
          headers: etag ? { "If-Match": etag } : {},
        }),
      ),
    onSuccess: (now) => {
      client.setQueryData(pipelineQuery.queryKey, now);
      notify.done(t("common:saved"));
    },
    onError: (error) => {
      if (!isProblem(error, "stage_in_use")) {
        notify.failed(error);
      }
      if (isProblem(error) && error.problem.status === 412) {
        void client.invalidateQueries({ queryKey: pipelineQuery.queryKey });
      }
    },
  });

  return (
    <Stack>
      {!mayChange && <Alert color="blue">{t("pipeline.adminsOnly")}</Alert>}
      <Paper p="sm">
        <Stack component="ol" gap="xs" m={0} p={0} style={{ listStyle: "none" }} aria-label={t("pipeline.title")}>
          {stages.map((stage) => (
            <StageRow
              key={stage.key}
              stage={stage}
              stages={stages}
              isFixed={!mayChange}
              rename={(name) => change(stage.key, { name })}
              setKind={(kind) => setStages(withKind(stages, stage.key, kind))}
              move={(step) => setStages(withMoved(stages, stage.key, step))}
              remove={() => setStages(stages.filter((other) => other.key !== stage.key))}
            />
          ))}
        </Stack>
      </Paper>
      {isProblem(saving.error, "stage_in_use") && (
        <InUse removed={saved.filter(({ key }) => !stages.some((stage) => stage.key === key))} />
      )}
      {mayChange && (
        <>
          {stages.length < MOST_STAGES && <NewStage add={(name, kind) => setStages(withStage(stages, name, kind))} />}
          <Group justify="end">
            <Button variant="default" disabled={!isChanged} onClick={() => setStages(saved)}>
              {t("common:cancel")}
            </Button>
            <Button loading={saving.isPending} disabled={!isChanged} onClick={() => saving.mutate()}>
              {t("common:save")}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}

/** The server names the stage by its key, which nobody has seen. */
function InUse({ removed }: { removed: Stage[] }) {
  const { t } = useTranslation("leads");
  const format = useFormat();
  const nameOf = useStageName();
  return (
    <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />}>
      {t("pipeline.inUse", { stage: format.list(removed.map(({ key, name }) => nameOf(key, name))) })}
    </Alert>
  );
}
