import { Anchor, Avatar, Badge, Group, Paper, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconExternalLink, IconRosetteDiscountCheck, IconUserCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useFormat } from "@/i18n/useFormat";
import { Bidi, Ltr } from "@/ui/Bidi";
import { Moment } from "@/ui/Moment";
import { PlatformIcon } from "@/ui/PlatformIcon";
import { QueryView } from "@/ui/QueryView";
import { Section } from "@/ui/Section";
import { Empty, LoadingRows } from "@/ui/States";
import type { Account } from "@/api/accounts";
import type { Platform } from "@/api/platforms";
import type { Profile } from "../data";
import { Videos } from "./Videos";

// The charts' library is larger than the rest of the screen together.
const StatsCharts = lazy(() => import("./StatsCharts"));

/** The account as the platform shows it, how it grew, and its videos where there are any. */
export function ProfileTab({ account, platform }: { account: Account; platform: Platform }) {
  const { t } = useTranslation("integrations");
  const profile = useProfile(account.id);
  if (account.externalId === null) {
    return (
      <Empty icon={IconUserCircle} title={t("profile.none")}>
        {t("profile.noneText")}
      </Empty>
    );
  }
  return (
    <QueryView query={profile} loading={<LoadingRows rows={3} height={110} />}>
      {(shown) => (
        <Stack gap="lg">
          <Card profile={shown} platform={platform} />
          <Suspense fallback={<LoadingRows rows={1} height={260} />}>
            <StatsCharts accountId={account.id} />
          </Suspense>
          {platform.capabilities.includes("videos") && <Videos accountId={account.id} />}
        </Stack>
      )}
    </QueryView>
  );
}

function useProfile(accountId: string) {
  return useQuery({
    queryKey: ["accounts", "profile", accountId],
    queryFn: () => body(api.GET("/api/integrations/accounts/{accountId}/profile", { params: { path: { accountId } } })),
  });
}

function Card({ profile, platform }: { profile: Profile; platform: Platform }) {
  const { t } = useTranslation("integrations");
  const counts = [
    ["followers", profile.followerCount],
    ["following", profile.followingCount],
    ["likes", profile.likesCount],
    ["videos", profile.videoCount],
  ] as const;
  return (
    <Section title={t("profile.title")}>
      <Group align="flex-start" gap="lg">
        <Avatar src={profile.avatarUrl} alt="" size={88} color="brand" imageProps={{ referrerPolicy: "no-referrer" }}>
          <PlatformIcon platform={platform.key} size={40} />
        </Avatar>
        <Stack gap={6} flex="1 1 260px" miw={0}>
          <Who profile={profile} />
          {profile.bio && (
            <Text size="sm" className="break">
              <Bidi>{profile.bio}</Bidi>
            </Text>
          )}
          {profile.profileLink && (
            <Anchor href={profile.profileLink} target="_blank" rel="noopener noreferrer" size="sm" w="fit-content">
              <Group gap={4} component="span" wrap="nowrap">
                {t("profile.link", { platform: platform.name })}
                <IconExternalLink size={14} aria-hidden />
              </Group>
            </Anchor>
          )}
          {profile.syncedAt && (
            <Text size="sm" c="dimmed">
              {t("times.synced")} <Moment at={profile.syncedAt} />
            </Text>
          )}
        </Stack>
      </Group>
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
        {counts.map(
          ([name, count]) => count !== null && <Count key={name} label={t(`profile.${name}`)} count={count} />,
        )}
      </SimpleGrid>
      {counts.every(([, count]) => count === null) && (
        <Text size="sm" c="dimmed">
          {t("profile.noCounts")}
        </Text>
      )}
    </Section>
  );
}

function Who({ profile }: { profile: Profile }) {
  const { t } = useTranslation("integrations");
  return (
    <Group gap="xs">
      <Text fw={650} size="lg">
        <Bidi>{profile.displayName ?? "—"}</Bidi>
      </Text>
      {profile.username && (
        <Text c="dimmed">
          <Ltr>@{profile.username}</Ltr>
        </Text>
      )}
      {profile.isVerified && (
        <Badge variant="light" tt="none" leftSection={<IconRosetteDiscountCheck size={14} aria-hidden />}>
          {t("profile.verified")}
        </Badge>
      )}
    </Group>
  );
}

function Count({ label, count }: { label: string; count: number }) {
  const format = useFormat();
  return (
    <Paper p="sm" bg="var(--crm-page)">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fw={650} size="xl" className="figures" title={format.number(count)}>
        {count < 100_000 ? format.number(count) : format.compact(count)}
      </Text>
    </Paper>
  );
}
