import { Group, Text } from "@mantine/core";
import { Bidi } from "@/ui/Bidi";
import { SourceIcon } from "./SourceIcon";

type Props = { source: string; name: string };

export function SourceName({ source, name }: Props) {
  return (
    <Group gap={6} wrap="nowrap" miw={0}>
      <SourceIcon source={source} />
      <Text span size="sm" truncate>
        <Bidi>{name}</Bidi>
      </Text>
    </Group>
  );
}
