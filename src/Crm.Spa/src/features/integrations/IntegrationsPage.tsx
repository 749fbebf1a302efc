import { Button, SimpleGrid, Stack } from "@mantine/core";
import { IconInbox } from "@tabler/icons-react";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useIs } from "@/api/me";
import { Page } from "@/ui/Page";
import { Failed, LoadingRows } from "@/ui/States";
import { useReady } from "@/ui/useReady";
import { AddAccount } from "./AddAccount";
import { useAccounts, type Account } from "@/api/accounts";
import { usePlatforms, type Platform } from "@/api/platforms";
import { PlatformCard } from "./PlatformCard";
import { ReturnNotice } from "./ReturnNotice";

export function IntegrationsPage() {
  const { t } = useTranslation("integrations");
  const isAdmin = useIs("admin");
  const platforms = usePlatforms();
  const accounts = useAccounts();
  const isReady = useReady(platforms.data !== undefined && accounts.data !== undefined);
  const failed = [platforms, accounts].find((query) => query.data === undefined && query.isError);

  return (
    <Page
      title={t("title")}
      description={t("description")}
      actions={
        isAdmin && (
          <Button
            component={Link}
            to="/integrations/webhook-events"
            variant="default"
            leftSection={<IconInbox size={18} aria-hidden />}
          >
            {t("inbox.title")}
          </Button>
        )
      }
    >
      <ReturnNotice />
      {isReady && platforms.data && accounts.data ? (
        <Platforms platforms={platforms.data} accounts={accounts.data} />
      ) : failed ? (
        <Failed error={failed.error} retry={() => void failed.refetch()} />
      ) : (
        <LoadingRows rows={4} height={140} />
      )}
    </Page>
  );
}

/** Those with accounts first: they are what one comes back for. */
function Platforms({ platforms, accounts }: { platforms: Platform[]; accounts: Account[] }) {
  const { add } = useSearch({ from: "/signed-in/integrations" });
  const navigate = useNavigate({ from: "/integrations" });
  const isAdmin = useIs("admin");
  const ofPlatform = (platform: Platform) => accounts.filter((account) => account.platform === platform.key);
  const used = platforms.filter((platform) => ofPlatform(platform).length > 0);
  const unused = platforms.filter((platform) => !used.includes(platform));
  const adding = isAdmin ? platforms.find((platform) => platform.key === add) : undefined;

  return (
    <Stack gap="lg">
      {used.map((platform) => (
        <PlatformCard key={platform.key} platform={platform} accounts={ofPlatform(platform)} />
      ))}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="lg">
        {unused.map((platform) => (
          <PlatformCard key={platform.key} platform={platform} accounts={[]} />
        ))}
      </SimpleGrid>
      {adding && (
        <AddAccount
          platform={adding}
          close={() => void navigate({ search: (now) => ({ ...now, add: undefined }), replace: true })}
        />
      )}
    </Stack>
  );
}
