import { Group, Text } from "@mantine/core";

export function Logo() {
  return (
    <Group gap={8} wrap="nowrap" c="var(--mantine-color-text)">
      <img src="/icon.svg" alt="Crm" width={30} height={30} />
      <Text fw={700} size="lg" visibleFrom="sm" aria-hidden>
        Crm
      </Text>
    </Group>
  );
}
