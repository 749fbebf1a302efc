import { Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";

export function CardTitle({ title, children }: { title: string; children?: ReactNode }) {
  useDocumentTitle(`${title} · Crm`);
  return (
    <div>
      <Title order={1} ta="center">
        {title}
      </Title>
      {children && (
        <Text c="dimmed" size="sm" ta="center" mt={4}>
          {children}
        </Text>
      )}
    </div>
  );
}
