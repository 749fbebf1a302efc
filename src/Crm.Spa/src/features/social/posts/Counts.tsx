import { Group, Stack, Text } from "@mantine/core";
import { IconEye, IconHeart, IconMessageCircle, IconShare, type Icon } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/schema";
import { useFormat } from "@/i18n/useFormat";

type Count = components["schemas"]["CountDto"];

const FIGURES: [keyof Omit<Count, "day">, Icon][] = [
  ["views", IconEye],
  ["likes", IconHeart],
  ["comments", IconMessageCircle],
  ["shares", IconShare],
];

/** How it was received, as the platform told last; what it does not tell is not there. */
export function Counts({ counts }: { counts: Count[] }) {
  const { t } = useTranslation("social");
  const format = useFormat();
  const last = counts.at(-1);
  const told = FIGURES.filter(([figure]) => last?.[figure] !== null && last?.[figure] !== undefined);
  if (!last || told.length === 0) {
    return null;
  }

  return (
    <Stack gap={4}>
      <Group gap="lg">
        {told.map(([figure, FigureIcon]) => (
          <Group key={figure} gap={6}>
            <FigureIcon size={18} aria-hidden />
            <Text size="sm">{t(`count.${figure}`, { count: last[figure]! })}</Text>
          </Group>
        ))}
      </Group>
      <Text size="xs" c="dimmed">
        {t("count.asOf", { day: format.day(last.day) })}
      </Text>
    </Stack>
  );
}
