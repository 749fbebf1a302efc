import { ActionIcon, Button, Stack } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { TextPart } from "./TextPart";
import { faultsAt, type Fault } from "./useCheck";

const MOST_PARTS = 25;

type Props = {
  platform: string;
  parts: string[];
  onChange: (parts: string[]) => void;
  faults: Fault[];
  longest: number | null;
};

/** The parts that follow the first as answers to it. */
export function Thread({ platform, parts, onChange, faults, longest }: Props) {
  const { t } = useTranslation("social");
  return (
    <Stack gap="sm">
      {parts.map((part, index) => (
        <TextPart
          // A part is what stands at its place: there is nothing else to know it by.
          key={index}
          platform={platform}
          label={t("thread.part", { number: index + 2 })}
          minRows={2}
          autoFocus={part === ""}
          value={part}
          onChange={(text) => onChange(parts.with(index, text))}
          faults={faultsAt(faults, `thread[${index}]`)}
          length={null}
          longest={longest}
          actions={
            <ActionIcon
              variant="subtle"
              color="red"
              aria-label={t("thread.remove", { number: index + 2 })}
              onClick={() => onChange(parts.toSpliced(index, 1))}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          }
        />
      ))}
      {parts.length < MOST_PARTS && (
        <div>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => onChange([...parts, ""])}
          >
            {t("thread.add")}
          </Button>
        </div>
      )}
    </Stack>
  );
}
