import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useIs } from "@/api/me";
import { PlatformIcon } from "@/ui/PlatformIcon";
import { AccountCard } from "./AccountCard";
import type { Account } from "@/api/accounts";
import type { Platform } from "@/api/platforms";
import { IconSection } from "./IconSection";
import { useWords } from "./words";

type Props = { platform: Platform; accounts: Account[] };

/** A platform of the catalogue, what it is good for, and the company's accounts there. */
export function PlatformCard({ platform, accounts }: Props) {
  const { t } = useTranslation("integrations");
  const words = useWords();
  const isAdmin = useIs("admin");
  const navigate = useNavigate({ from: "/integrations" });

  const isEmpty = accounts.length === 0;
  const add = isAdmin && (
    <Button
      variant={isEmpty ? "light" : "default"}
      size="xs"
      flex="none"
      leftSection={<IconPlus size={16} aria-hidden />}
      aria-label={t("aria", { button: t("add"), name: platform.name })}
      onClick={() => void navigate({ search: (now) => ({ ...now, add: platform.key }), replace: true })}
    >
      {t("add")}
    </Button>
  );

  return (
    <IconSection
      title={platform.name}
      icon={<PlatformIcon platform={platform.key} size={26} />}
      // Beside the name of a narrow card there is no room for it.
      actions={!isEmpty && add}
    >
      <Group gap={6}>
        {platform.capabilities.map((capability) => (
          <Badge key={capability} variant="default" tt="none" fw={500}>
            {words("capability", capability)}
          </Badge>
        ))}
      </Group>
      {isEmpty ? (
        <>
          <Text size="sm" c="dimmed">
            {platform.authKinds.includes("oauth") ? t("none.oauth") : t("none.credentials")}
          </Text>
          {add && <Group mt="auto">{add}</Group>}
        </>
      ) : (
        <Stack gap="md">
          {accounts.map((account) => (
            <AccountCard key={account.id} account={account} platform={platform} />
          ))}
        </Stack>
      )}
    </IconSection>
  );
}
