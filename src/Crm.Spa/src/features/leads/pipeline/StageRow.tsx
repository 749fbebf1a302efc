import { ActionIcon, Group, Select, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Stage } from "../queries";
import { FIRST_STAGE, mayMove } from "../stages";
import { useStageName } from "../useStages";
import { useKinds } from "./useKinds";

type Props = {
  stage: Stage;
  stages: Stage[];
  isFixed: boolean;
  rename: (name: string) => void;
  setKind: (kind: Stage["kind"]) => void;
  move: (step: 1 | -1) => void;
  remove: () => void;
};

export function StageRow({ stage, stages, isFixed, rename, setKind, move, remove }: Props) {
  const { t } = useTranslation("leads");
  const nameOf = useStageName();
  const kinds = useKinds();
  const name = nameOf(stage.key, stage.name?.trim() || null);
  const isFirst = stage.key === FIRST_STAGE;

  return (
    <Group component="li" gap="xs" align="start">
      <TextInput
        flex={{ base: "1 1 100%", xs: "1 1 200px" }}
        aria-label={t("pipeline.nameOf", { name })}
        placeholder={nameOf(stage.key, null)}
        description={isFirst ? t("pipeline.first") : undefined}
        inputWrapperOrder={["input", "description"]}
        maxLength={60}
        readOnly={isFixed}
        value={stage.name ?? nameOf(stage.key, null)}
        onChange={(event) => rename(event.currentTarget.value)}
      />
      <Select
        flex={{ base: "1 1 120px", xs: "0 0 190px" }}
        aria-label={t("pipeline.kindOf", { name })}
        allowDeselect={false}
        disabled={isFixed || isFirst}
        data={kinds}
        value={stage.kind}
        onChange={(kind) => setKind(kind as Stage["kind"])}
      />
      {!isFixed && (
        <Group gap={4} wrap="nowrap">
          <ActionIcon
            variant="default"
            size="input-sm"
            aria-label={t("pipeline.up", { name })}
            disabled={!mayMove(stages, stage.key, -1)}
            onClick={() => move(-1)}
          >
            <IconArrowUp size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size="input-sm"
            aria-label={t("pipeline.down", { name })}
            disabled={!mayMove(stages, stage.key, 1)}
            onClick={() => move(1)}
          >
            <IconArrowDown size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="red"
            size="input-sm"
            aria-label={t("pipeline.remove", { name })}
            disabled={isFirst}
            onClick={remove}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      )}
    </Group>
  );
}
