import { Alert, List, Text } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/schema";
import { useTrouble } from "./useTrouble";

/** What a run brought, and whom it could not ask. */
export function RunResult({ pulls }: { pulls: components["schemas"]["PullDto"][] }) {
  const { t } = useTranslation("leads");
  const troubleText = useTrouble();
  const stored = pulls.reduce((sum, pull) => sum + pull.stored, 0);
  const troubles = [...new Set(pulls.flatMap((pull) => pull.trouble ?? []))];

  return (
    <Alert
      role="status"
      color={troubles.length > 0 ? "yellow" : "green"}
      icon={troubles.length > 0 ? <IconAlertTriangle aria-hidden /> : <IconInfoCircle aria-hidden />}
    >
      <Text size="sm">
        {pulls.length === 0 ? t("reconciliation.nobodyToAsk") : t("reconciliation.ran", { count: stored })}
      </Text>
      {troubles.length > 0 && (
        <List size="sm">
          {troubles.map((trouble) => (
            <List.Item key={trouble}>{troubleText(trouble)}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
