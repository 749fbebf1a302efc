import { Alert, Button, Group, List, Stack, Text } from "@mantine/core";
import { IconShieldCheck, IconShieldX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import type { components } from "@/api/schema";
import { useCodeText } from "@/i18n/useCodeText";
import { useFormat } from "@/i18n/useFormat";
import { useErrorText } from "@/ui/useErrorText";

/** Reads the chain of every line anew, when somebody wants to know. */
export function Verification({ venueId }: { venueId: string }) {
  const { t } = useTranslation("venues");
  const errorText = useErrorText();
  const verification = useQuery({
    queryKey: ["venues", venueId, "access-log-verification"],
    queryFn: () => body(api.GET("/api/v1/venues/{venueId}/access-log/verification", { params: { path: { venueId } } })),
    // It reads the whole log: only when asked for.
    enabled: false,
  });

  return (
    <Stack gap="xs">
      <Group>
        <Button
          variant="default"
          leftSection={<IconShieldCheck size={18} aria-hidden />}
          loading={verification.isFetching}
          onClick={() => void verification.refetch()}
        >
          {t("verify.action")}
        </Button>
        {!verification.data && (
          <Text size="sm" c="dimmed" flex="1 1 240px">
            {t("verify.text")}
          </Text>
        )}
      </Group>
      <div role="status">
        {verification.isError && <Alert color="red">{errorText(verification.error)}</Alert>}
        {verification.data && <Result verification={verification.data} />}
      </div>
    </Stack>
  );
}

function Result({ verification }: { verification: components["schemas"]["AccessLogVerification"] }) {
  const { t } = useTranslation("venues");
  const format = useFormat();
  const codeText = useCodeText("venues");
  const { intact, days, entries, faults } = verification;

  return (
    <Alert
      color={intact ? "green" : "red"}
      icon={intact ? <IconShieldCheck aria-hidden /> : <IconShieldX aria-hidden />}
      title={intact ? t("verify.intact") : t("verify.broken")}
    >
      {t("verify.read", { days, entries })}
      {faults.length > 0 && (
        <List size="sm" mt="xs">
          {faults.map(({ day, number, fault }) => (
            <List.Item key={`${day} ${number} ${fault}`}>
              {t("verify.fault", {
                day: format.day(day),
                what: codeText("fault", fault, t("fault.other")),
                line: number === null ? "day" : "line",
                number: number ?? 0,
              })}
            </List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
