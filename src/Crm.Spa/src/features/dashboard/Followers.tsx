import { Group, Stack, Text } from "@mantine/core";
import { lazy } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/useFormat";
import { Bidi, Ltr } from "@/ui/Bidi";
import { ButtonLink } from "@/ui/links";
import { PlatformIcon } from "@/ui/PlatformIcon";
import { Section } from "@/ui/Section";
import { Failed, LoadingRows } from "@/ui/States";
import { ChartTable } from "./ChartTable";
import { LateChart } from "./LateChart";
import { useFollowers, type FollowerSeries } from "./useFollowers";
import { useIdle } from "./useIdle";
import { whenIdle } from "./whenIdle";

const FollowerLines = lazy(() => whenIdle().then(() => import("./FollowerLines")));

// One day is a point and no line.
const FEWEST_DAYS = 2;

export function Followers() {
  const { t } = useTranslation("dashboard");
  const isIdle = useIdle();
  return (
    <Section title={t("followers.title")} description={t("followers.about")}>
      {isIdle ? <Counts /> : <Waiting />}
    </Section>
  );
}

const Waiting = () => <LoadingRows rows={1} height={120} />;

function Counts() {
  const { series, days, isPending, error, retry } = useFollowers();
  if (error) {
    return <Failed error={error} retry={retry} />;
  }
  return isPending ? <Waiting /> : <Counted series={series} days={days} />;
}

function Counted({ series, days }: { series: FollowerSeries[]; days: string[] }) {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  const isDrawn = series.some(({ byDay }) => byDay.size >= FEWEST_DAYS);
  const known = days.filter((day) => series.some(({ byDay }) => byDay.has(day)));
  if (series.length === 0) {
    return (
      <Stack gap="sm" align="flex-start">
        <Text size="sm" c="dimmed">
          {t("followers.none")}
        </Text>
        <ButtonLink to="/integrations" variant="light" size="xs">
          {t("steps.connect.action")}
        </ButtonLink>
      </Stack>
    );
  }

  return (
    <Stack gap="md">
      <Group gap="xl">
        {series.map((account) => (
          <AccountFigure key={account.accountId} account={account} />
        ))}
      </Group>
      {isDrawn ? (
        <>
          <LateChart>
            <FollowerLines days={days} series={series} />
          </LateChart>
          <ChartTable
            caption={t("followers.title")}
            columns={[t("day"), ...series.map(({ name }) => name)]}
            rows={known.map((day) => [
              format.day(day),
              ...series.map(({ byDay }) => (byDay.has(day) ? format.number(byDay.get(day)!) : "–")),
            ])}
          />
        </>
      ) : (
        <Text size="sm" c="dimmed">
          {t("followers.soon")}
        </Text>
      )}
    </Stack>
  );
}

function AccountFigure({ account }: { account: FollowerSeries }) {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  const counts = [...account.byDay].sort(([one], [other]) => one.localeCompare(other)).map(([, count]) => count);
  const now = counts.at(-1)!;
  const change = now - counts[0]!;
  return (
    <Group gap="sm" wrap="nowrap">
      <PlatformIcon platform={account.platform} />
      <div>
        <Text size="sm" c="dimmed">
          <Bidi>{account.name}</Bidi>
        </Text>
        <Text fw={650} size="lg" className="figures">
          {format.number(now)}{" "}
          {change !== 0 && (
            <Text span size="sm" c="dimmed" fw={400}>
              <Ltr>{format.change(change)}</Ltr> {t("followers.change")}
            </Text>
          )}
        </Text>
      </div>
    </Group>
  );
}
