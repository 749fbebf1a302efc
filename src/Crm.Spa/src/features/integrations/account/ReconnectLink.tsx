import { Button, Group, Stack, Text } from "@mantine/core";
import { IconLink } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useFormat } from "@/i18n/useFormat";
import { CopyField } from "@/ui/CopyField";
import { useNotify } from "@/ui/notify";
import { Section } from "@/ui/Section";
import type { Account } from "@/api/accounts";

/** For the owner of the account at the platform, who has no user here. */
export function ReconnectLink({ account }: { account: Account }) {
  const { t } = useTranslation("integrations");
  const format = useFormat();
  const notify = useNotify();
  const make = useMutation({
    mutationFn: () =>
      body(
        api.POST("/api/integrations/accounts/{accountId}/reconnect-link", {
          params: { path: { accountId: account.id } },
        }),
      ),
    onError: notify.failed,
  });
  return (
    <Section title={t("reconnect.title")} description={t("reconnect.text")}>
      <Stack maw={760}>
        {make.data && (
          <div role="status">
            <CopyField
              label={t("reconnect.link")}
              description={t("reconnect.until", { date: format.dateTime(make.data.expiresAt) })}
              value={make.data.link}
            />
            <Text size="sm" c="dimmed" mt="xs">
              {t("reconnect.once")}
            </Text>
          </div>
        )}
        <Group>
          <Button
            variant="default"
            leftSection={<IconLink size={16} aria-hidden />}
            loading={make.isPending}
            onClick={() => make.mutate()}
          >
            {make.data ? t("reconnect.another") : t("reconnect.make")}
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}
