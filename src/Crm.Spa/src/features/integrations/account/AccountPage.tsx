import { Group, Tabs, Text } from "@mantine/core";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useIs } from "@/api/me";
import { BackLink } from "@/ui/links";
import { Page } from "@/ui/Page";
import { PlatformIcon } from "@/ui/PlatformIcon";
import { Failed, LoadingRows } from "@/ui/States";
import { AccountButtons } from "../AccountButtons";
import { AccountStatus } from "../AccountStatus";
import type { Account } from "@/api/accounts";
import { usePlatforms, type Platform } from "@/api/platforms";
import { useAccount } from "../data";
import { HealthNotes } from "../HealthNotes";
import type { ACCOUNT_TABS } from "../routes";
import { FormsTab } from "./FormsTab";
import { LogTab } from "./LogTab";
import { OverviewTab } from "./OverviewTab";
import { ProfileTab } from "./ProfileTab";
import { SettingsTab } from "./SettingsTab";

type Tab = (typeof ACCOUNT_TABS)[number];

export function AccountPage() {
  const { t } = useTranslation("integrations");
  const { accountId } = useParams({ from: "/signed-in/integrations/$accountId" });
  const account = useAccount(accountId);
  const platforms = usePlatforms();
  const platform = platforms.data?.find((one) => one.key === account.data?.value.platform);
  const failed = [account, platforms].find((query) => query.data === undefined && query.isError);

  return account.data && platform ? (
    <Known account={account.data.value} etag={account.data.etag} platform={platform} />
  ) : (
    <Page title={t("account.title")} back={<Back />}>
      {failed ? (
        <Failed error={failed.error} retry={() => void failed.refetch()} />
      ) : (
        <LoadingRows rows={4} height={90} />
      )}
    </Page>
  );
}

function Back() {
  const { t } = useTranslation("integrations");
  return <BackLink to="/integrations">{t("title")}</BackLink>;
}

type Props = { account: Account; etag: string | null; platform: Platform };

function Known({ account, etag, platform }: Props) {
  return (
    <Page
      title={account.name}
      back={<Back />}
      actions={<AccountButtons account={account} platform={platform} isOnOwnPage />}
    >
      <Group gap="xs">
        <PlatformIcon platform={platform.key} size={18} />
        <Text>{platform.name}</Text>
        <AccountStatus status={account.status} />
      </Group>
      <HealthNotes account={account} />
      <AccountTabs account={account} etag={etag} platform={platform} />
    </Page>
  );
}

function AccountTabs({ account, etag, platform }: Props) {
  const { t } = useTranslation("integrations");
  const isAdmin = useIs("admin");
  const { tab: wanted } = useSearch({ from: "/signed-in/integrations/$accountId" });
  const navigate = useNavigate({ from: "/integrations/$accountId" });
  const tabs: Tab[] = [
    "overview",
    ...(platform.capabilities.includes("profile") ? (["profile"] as const) : []),
    ...(platform.capabilities.includes("leads") ? (["forms"] as const) : []),
    "log",
    ...(isAdmin ? (["settings"] as const) : []),
  ];
  const shown = tabs.find((tab) => tab === wanted) ?? "overview";

  return (
    <Tabs
      value={shown}
      keepMounted={false}
      onChange={(tab) => void navigate({ search: { tab: tab as Tab }, replace: true, resetScroll: false })}
    >
      <Tabs.List mb="md">
        {tabs.map((tab) => (
          <Tabs.Tab key={tab} value={tab} px={{ base: "xs", sm: "md" }}>
            {t(`tab.${tab}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="overview">
        <OverviewTab account={account} />
      </Tabs.Panel>
      <Tabs.Panel value="profile">
        <ProfileTab account={account} platform={platform} />
      </Tabs.Panel>
      <Tabs.Panel value="forms">
        <FormsTab account={account} />
      </Tabs.Panel>
      <Tabs.Panel value="log">
        <LogTab account={account} />
      </Tabs.Panel>
      <Tabs.Panel value="settings">
        <SettingsTab account={account} etag={etag} platform={platform} />
      </Tabs.Panel>
    </Tabs>
  );
}
