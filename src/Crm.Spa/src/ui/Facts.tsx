import { Box, SimpleGrid, Text } from "@mantine/core";
import type { ReactNode } from "react";

type Props = { facts: readonly (readonly [name: ReactNode, value: ReactNode])[]; cols?: number };

/** What is known of one thing, each under its name; what is not known is left out. */
export function Facts({ facts, cols = 2 }: Props) {
  return (
    <SimpleGrid
      component="dl"
      cols={{ base: 1, xs: Math.min(cols, 2), md: cols }}
      spacing="md"
      verticalSpacing="sm"
      m={0}
    >
      {facts
        .filter(([, value]) => value !== null && value !== undefined && value !== "")
        .map(([name, value], index) => (
          <Box key={index} miw={0}>
            <Text component="dt" size="sm" c="dimmed">
              {name}
            </Text>
            <Text component="dd" m={0} size="sm" className="break">
              {value}
            </Text>
          </Box>
        ))}
    </SimpleGrid>
  );
}
