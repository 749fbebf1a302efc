import { Badge, Box, Button, Grid, Group, Stack, Tabs, Text } from "@mantine/core";
import { IconCalendarTime, IconDeviceFloppy, IconSend } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useIs, useMe } from "@/api/me";
import { isProblem } from "@/api/problem";
import { Outdated } from "@/ui/Outdated";
import { PlatformIcon } from "@/ui/PlatformIcon";
import { traitsOf } from "@/ui/platformTraits";
import { Section } from "@/ui/Section";
import { Failed } from "@/ui/States";
import type { Publishers } from "../data";
import { isBlank, ownOf, platformsOf, wishOf, type Draft } from "./draft";
import { MediaField } from "./MediaField";
import { PlatformTab } from "./PlatformTab";
import { Preview } from "./Preview";
import { useCheck } from "./useCheck";
import { useSave, type Stored } from "./useSave";
import { WhenField } from "./WhenField";

type Props = { publishers: Publishers; initial: Draft; stored?: Stored };

export function Composer({ publishers, initial, stored }: Props) {
  const { t } = useTranslation("social");
  const { tenant } = useMe();
  const mayWrite = useIs("member");
  const { platforms, accounts } = publishers;
  const [draft, setDraft] = useState(initial);
  const chosen = platformsOf(draft, accounts);
  const check = useCheck(wishOf(draft, accounts, false), !isBlank(draft));
  const save = useSave(stored);
  const tab = useTab(
    platforms.map(({ key }) => key),
    chosen,
  );
  const shown = platforms.find((platform) => platform.key === tab.value)!;
  const timeFault = isProblem(save.error) ? save.error.problem.errors?.publishLocal?.join(" ") : undefined;
  const namesSharing = (platform: string) =>
    platforms
      .filter(({ key }) => key !== platform && chosen.includes(key) && ownOf(draft, key).text === null)
      .map(({ name }) => name);
  const isIncomplete = draft.accountIds.length === 0 || isBlank(draft) || (draft.isLater && !draft.time);
  // Media are shown once for all: who does not take them is said with what is wrong.
  const mediaFaults = platforms
    .filter(({ key }) => chosen.includes(key))
    .flatMap(({ key, name }) =>
      check
        .faults(key)
        .filter(({ member }) => member?.startsWith("media"))
        .map((fault) => ({
          ...fault,
          code: `${key} ${fault.code}`,
          message: t("media.fault", { platform: name, message: fault.message }),
        })),
    );

  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Stack gap="lg">
          <Section title={stored ? t("compose.change") : t("compose.new")}>
            <Tabs value={tab.value} onChange={tab.set} keepMounted={false}>
              <Tabs.List aria-label={t("compose.platforms")}>
                {platforms.map(({ key, name }) => (
                  <Tabs.Tab
                    key={key}
                    value={key}
                    px={{ base: 8, sm: "md" }}
                    leftSection={<PlatformIcon platform={key} size={18} />}
                  >
                    <Group gap={6} wrap="nowrap">
                      {name}
                      {chosen.includes(key) && (
                        <TabState faults={check.faults(key).filter((fault) => !fault.isWarning).length} />
                      )}
                    </Group>
                  </Tabs.Tab>
                ))}
              </Tabs.List>
              {platforms.map((platform) => (
                <Tabs.Panel key={platform.key} value={platform.key} pt="md">
                  <PlatformTab
                    platform={platform}
                    accounts={accounts.filter((account) => account.platform === platform.key)}
                    sharedWith={namesSharing(platform.key)}
                    draft={draft}
                    onChange={setDraft}
                    check={check}
                  />
                </Tabs.Panel>
              ))}
            </Tabs>
          </Section>
          <Section title={t("media.title")}>
            <MediaField
              media={draft.media}
              faults={mediaFaults}
              onChange={(change) => setDraft((present) => ({ ...present, media: change(present.media) }))}
            />
          </Section>
          <Section title={t("when.title")}>
            <WhenField
              isLater={draft.isLater}
              time={draft.time}
              timeZone={draft.timeZone ?? tenant?.timeZone ?? "UTC"}
              error={timeFault ?? null}
              onChange={(change) => setDraft((present) => ({ ...present, ...change }))}
            />
          </Section>
          {stored && isProblem(save.error) && save.error.problem.status === 412 ? (
            <Outdated readNewest={stored.readNewest} />
          ) : (
            save.isError && <Failed error={save.error} />
          )}
          <Group>
            <Button
              size="md"
              disabled={!mayWrite || isIncomplete || (check.isCurrent && !check.isOk)}
              loading={save.isPending}
              leftSection={
                draft.isLater ? (
                  <IconCalendarTime size={20} aria-hidden />
                ) : (
                  <IconSend size={20} aria-hidden className="turns" />
                )
              }
              onClick={() => save.mutate(wishOf(draft, accounts, false))}
            >
              {draft.isLater
                ? t("send.later")
                : t((chosen.length === 1 && traitsOf(chosen[0]!).sendWord) || "send.post")}
            </Button>
            {(!stored || stored.isDraft) && (
              <Button
                size="md"
                variant="default"
                disabled={!mayWrite || draft.accountIds.length === 0 || save.isPending}
                leftSection={<IconDeviceFloppy size={20} aria-hidden />}
                onClick={() => save.mutate(wishOf(draft, accounts, true))}
              >
                {t("send.draft")}
              </Button>
            )}
            {draft.accountIds.length === 0 && (
              <Text size="sm" c="dimmed">
                {t("accounts.none")}
              </Text>
            )}
          </Group>
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Box pos="sticky" top={84}>
          <Section title={t("preview.title")} description={t("preview.help")}>
            <Preview
              platform={shown}
              account={
                accounts.find((account) => account.platform === shown.key && draft.accountIds.includes(account.id)) ??
                accounts.find((account) => account.platform === shown.key)
              }
              draft={draft}
            />
          </Section>
        </Box>
      </Grid.Col>
    </Grid>
  );
}

/** Chosen, and as far as is known taken or not. */
function TabState({ faults }: { faults: number }) {
  const { t } = useTranslation("social");
  return faults > 0 ? (
    <Badge size="sm" color="red" variant="light" tt="none">
      {t("compose.faults", { count: faults })}
    </Badge>
  ) : (
    <Badge size="sm" variant="light" tt="none">
      {t("compose.chosen")}
    </Badge>
  );
}

/** The platform that is looked at stands in the address, so that a link leads to it. */
function useTab(keys: string[], chosen: string[]) {
  const { platform } = useSearch({ from: "/signed-in/social" });
  const navigate = useNavigate();
  const value = keys.find((key) => key === platform) ?? keys.find((key) => chosen.includes(key)) ?? keys[0]!;

  return {
    value,
    set: (next: string | null) =>
      void navigate({
        to: "/social",
        search: (present) => ({ ...present, platform: next ?? undefined }),
        replace: true,
        resetScroll: false,
      }),
  };
}
