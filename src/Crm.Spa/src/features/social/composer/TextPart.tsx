import { Group, Stack, Textarea, type TextareaProps } from "@mantine/core";
import type { ReactNode } from "react";
import { OWN_DIRECTION } from "@/ui/fields";
import { FaultList } from "./FaultList";
import { Length } from "./Length";
import { useOwnCount } from "./useOwnCount";
import type { Fault } from "./useCheck";

type Props = Omit<TextareaProps, "onChange"> & {
  platform: string;
  value: string;
  onChange: (text: string) => void;
  faults: Fault[];
  /** As the server counted it last. */
  length: number | null;
  longest: number | null;
  actions?: ReactNode;
};

/** Words that are published, with their length as the platform counts it and what it would say to them. */
export function TextPart({ platform, value, onChange, faults, length, longest, actions, ...props }: Props) {
  const count = useOwnCount(platform);
  return (
    <Stack gap={6}>
      <Textarea
        {...props}
        autosize
        minRows={props.minRows ?? 4}
        maxRows={16}
        {...OWN_DIRECTION}
        value={value}
        error={faults.some((fault) => !fault.isWarning)}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Group justify="space-between" gap="xs">
        <Length length={count ? count(value) : length} longest={longest} />
        {actions}
      </Group>
      <FaultList faults={faults} />
    </Stack>
  );
}
