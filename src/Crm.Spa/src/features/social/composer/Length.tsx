import { Group, RingProgress, Text, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/useFormat";

/** How much of the text's room is taken; close to its end the rest is said. */
const CLOSE = 0.9;

export function Length({ length, longest }: { length: number | null; longest: number | null }) {
  const { t } = useTranslation("social");
  const format = useFormat();
  if (length === null || longest === null) {
    return null;
  }

  const share = longest === 0 ? 1 : length / longest;
  const color = share > 1 ? "red" : share >= CLOSE ? "orange" : "brand";

  return (
    <Group gap={6} wrap="nowrap">
      <RingProgress size={24} thickness={3} sections={[{ value: Math.min(share, 1) * 100, color }]} aria-hidden />
      <Text
        size="sm"
        className="figures"
        c={share > 1 ? "var(--mantine-color-error)" : "dimmed"}
        fw={share > 1 ? 700 : 400}
        aria-hidden
      >
        {share > 1
          ? t("length.over", { count: length - longest })
          : t("length.of", { length: format.number(length), longest: format.number(longest) })}
      </Text>
      <VisuallyHidden>{t("length.spoken", { length, longest })}</VisuallyHidden>
    </Group>
  );
}
