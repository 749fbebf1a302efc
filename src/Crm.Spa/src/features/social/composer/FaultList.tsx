import { Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import type { Fault } from "./useCheck";

/** What speaks against the post, or should be known of it, in words. */
export function FaultList({ faults }: { faults: Fault[] }) {
  return faults.length === 0 ? null : (
    <Stack gap={4} aria-live="polite">
      {faults.map((fault) => (
        <Group key={`${fault.code} ${fault.member}`} gap={6} wrap="nowrap" align="flex-start">
          {fault.isWarning ? (
            <IconInfoCircle size={16} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
          ) : (
            <IconAlertTriangle
              size={16}
              aria-hidden
              color="var(--mantine-color-error)"
              style={{ flexShrink: 0, marginTop: 2 }}
            />
          )}
          <Text size="sm" c={fault.isWarning ? "dimmed" : "var(--mantine-color-error)"}>
            {fault.message}
          </Text>
        </Group>
      ))}
    </Stack>
  );
}
