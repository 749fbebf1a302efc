import { Box, Group, Paper, Stack, Title } from "@mantine/core";
import { useId, type ReactNode } from "react";

type Props = { title: string; icon: ReactNode; actions?: ReactNode; children: ReactNode };

/** A platform's part of the screen, known by its sign. */
export function IconSection({ title, icon, actions, children }: Props) {
  const id = useId();
  return (
    <Paper component="section" aria-labelledby={id} p={{ base: "md", sm: "lg" }}>
      <Stack gap="sm" h="100%">
        <Group justify="space-between" gap="sm" align="flex-start">
          <Group gap="sm" wrap="nowrap" miw={0} align="flex-start">
            <Box flex="none" lh={0}>
              {icon}
            </Box>
            <Title order={2} id={id}>
              {title}
            </Title>
          </Group>
          {actions}
        </Group>
        {children}
      </Stack>
    </Paper>
  );
}
