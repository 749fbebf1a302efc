import { Group, Progress, SimpleGrid, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/schema";
import { useFormat } from "@/i18n/useFormat";
import { Section } from "@/ui/Section";
import { fullness } from "./fullness";

type Subscription = components["schemas"]["SubscriptionDto"];

type Props = { limits: Subscription["limits"]; use: NonNullable<Subscription["use"]> };

const COLORS = { fine: "brand", near: "yellow", full: "red" } as const;

/** How much of what the plan allows is in use. */
export function UseBars({ limits, use }: Props) {
  const { t } = useTranslation("subscription");
  const bars = [
    { name: t("use.accounts"), used: use.accounts, limit: limits.accounts },
    { name: t("use.members"), used: use.members, limit: limits.members },
    { name: t("use.apiTokens"), used: use.apiTokens, limit: limits.apiTokens },
    { name: t("use.leads"), used: use.leadsThisMonth, limit: limits.leadsPerMonth },
  ];
  return (
    <Section title={t("use.title")}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="lg">
        {bars.map((bar) => (
          <UseBar key={bar.name} {...bar} />
        ))}
      </SimpleGrid>
    </Section>
  );
}

function UseBar({ name, used, limit }: { name: string; used: number; limit: number | null }) {
  const { t } = useTranslation("subscription");
  const format = useFormat();
  const { share, state } = fullness(used, limit);

  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={500}>
          {name}
        </Text>
        <Text size="sm" c="dimmed" className="figures">
          {limit === null
            ? t("use.unlimited", { used: format.number(used) })
            : t("use.of", { used: format.number(used), limit: format.number(limit) })}
        </Text>
      </Group>
      {share !== null && <Progress value={share * 100} color={COLORS[state]} aria-label={name} size="md" radius="xl" />}
      {state !== "fine" && (
        <Text size="sm" c="var(--mantine-color-text)">
          {t(`use.${state}`)}
        </Text>
      )}
    </Stack>
  );
}
