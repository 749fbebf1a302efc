import { Box, Button, Group, Text, ThemeIcon } from "@mantine/core";
import { IconAlertTriangle, IconClock, IconInfoCircle, type Icon } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Attention } from "@/api/attention";
import { Moment } from "@/ui/Moment";
import { Status } from "@/ui/Status";
import { cureOf } from "./cures";

const URGENCIES: Record<Attention["urgency"], { color: string; icon: Icon }> = {
  high: { color: "red", icon: IconAlertTriangle },
  medium: { color: "orange", icon: IconClock },
  low: { color: "blue", icon: IconInfoCircle },
};

const ACTIONS = new Set([
  "reconnect",
  "renew_credentials",
  "revoke",
  "map_form",
  "correct_secret_and_replay",
  "replay",
  "run_reconciliation",
  "retry_post",
]);

export function AttentionRow({ item }: { item: Attention }) {
  const { t } = useTranslation("dashboard");
  const { color, icon: UrgencyIcon } = URGENCIES[item.urgency];
  const cure = cureOf(item);
  const action = ACTIONS.has(item.action) ? item.action : "other";

  return (
    <Group component="li" gap="sm" align="flex-start" wrap="nowrap">
      <ThemeIcon color={color} variant="light" radius="xl" mt={2}>
        <UrgencyIcon size={18} aria-hidden />
      </ThemeIcon>
      <Group flex={1} miw={0} justify="space-between" gap="xs">
        <Box flex="1 1 320px" miw={0}>
          <Text size="sm" className="break">
            {item.text}
          </Text>
          <Group gap="xs" mt={4}>
            <Status color={color}>{t(`attention.urgency.${item.urgency}`)}</Status>
            <Text size="xs" c="dimmed">
              {t(`attention.turn.${item.turn}`)}
            </Text>
            <Text size="xs" c="dimmed">
              {item.deadline ? t("attention.until") : t("attention.since")} <Moment at={item.deadline ?? item.since} />
            </Text>
          </Group>
        </Box>
        {cure && (
          <Button component={Link} {...cure} size="xs" variant={item.urgency === "high" ? "filled" : "light"}>
            {t(`attention.action.${action}`)}
          </Button>
        )}
      </Group>
    </Group>
  );
}
