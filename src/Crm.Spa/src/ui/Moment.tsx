import { Text, Tooltip, type TextProps } from "@mantine/core";
import { useFormat } from "@/i18n/useFormat";

/** How long ago or how soon, and the moment itself for who points at it. */
export function Moment({ at, ...props }: { at: string } & TextProps) {
  const format = useFormat();
  return (
    <Tooltip label={format.dateTime(at)}>
      <Text component="time" span dateTime={at} inherit {...props}>
        {format.relative(at)}
      </Text>
    </Tooltip>
  );
}
