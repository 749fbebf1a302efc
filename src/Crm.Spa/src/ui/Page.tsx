import { Box, Group, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";

type Props = {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  back?: ReactNode;
  children: ReactNode;
  wide?: boolean;
};

/** A screen: its heading, what can be done on it as a whole, and what it shows. */
export function Page({ title, description, actions, back, children, wide = false }: Props) {
  useDocumentTitle(`${title} · Crm`);
  return (
    <Stack gap="lg" maw={wide ? undefined : 1280} mx="auto" w="100%">
      <Group justify="space-between" align="flex-start" gap="sm">
        <Box flex="1 1 260px">
          {back && <Box mb={4}>{back}</Box>}
          <Title order={1}>{title}</Title>
          {description && (
            <Text c="dimmed" mt={4}>
              {description}
            </Text>
          )}
        </Box>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  );
}
