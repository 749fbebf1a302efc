import { ActionIcon, Alert, Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconCalendarOff, IconCalendarPlus, IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { useFormat } from "@/i18n/useFormat";
import { Section } from "@/ui/Section";
import { Failed } from "@/ui/States";
import { AnchorLink, ButtonLink } from "@/ui/links";
import { PostRow } from "../posts/PostRow";
import { useNow } from "@/ui/useNow";
import { SocialPage } from "../SocialPage";
import { dayAt } from "../wallClock";
import { addDays, addMonths, firstDayOfWeek, weeksOf } from "./month";
import { MonthGrid } from "./MonthGrid";
import { useEntries, type Entry } from "./useMonth";

const MINUTE_MS = 60_000;

export function CalendarPage() {
  const { t } = useTranslation("social");
  const format = useFormat();
  const navigate = useNavigate();
  const timeZone = useMe().tenant?.timeZone ?? "UTC";
  const today = dayAt(useNow(MINUTE_MS), timeZone);
  const { day = today } = useSearch({ from: "/signed-in/social/calendar" });
  const weeks = weeksOf(day, firstDayOfWeek(format.locale));
  const query = useEntries(weeks[0]![0]!, addDays(weeks.at(-1)!.at(-1)!, 1), timeZone);
  const entries = query.data?.days ?? new Map<string, Entry[]>();
  const goTo = (next: string) =>
    void navigate({ to: "/social/calendar", search: { day: next }, replace: true, resetScroll: false });
  const name = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(format.locale, { timeZone: "UTC", ...options }).format(new Date(`${day}T00:00:00Z`));

  return (
    <SocialPage here="calendar">
      <Group justify="space-between" gap="sm">
        <Title order={2} aria-live="polite">
          {name({ month: "long", year: "numeric" })}
        </Title>
        <Group gap="xs">
          <Button variant="default" onClick={() => goTo(today)}>
            {t("calendar.today")}
          </Button>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t("calendar.previous")}
            onClick={() => goTo(addMonths(day, -1))}
          >
            <IconChevronLeft size={18} aria-hidden className="turns" />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t("calendar.next")}
            onClick={() => goTo(addMonths(day, 1))}
          >
            <IconChevronRight size={18} aria-hidden className="turns" />
          </ActionIcon>
        </Group>
      </Group>
      {query.isError && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.data?.isCut && (
        <Alert color="orange" icon={<IconCalendarOff aria-hidden />} title={t("calendar.cut")}>
          {t("calendar.cutText", { count: query.data.count })}{" "}
          <AnchorLink to="/social/posts" size="sm">
            {t("screen.posts")}
          </AnchorLink>
        </Alert>
      )}
      <MonthGrid day={day} today={today} weeks={weeks} entries={entries} onDay={goTo} />
      <Section
        title={name({ dateStyle: "full" })}
        actions={
          day >= today && (
            <ButtonLink
              to="/social"
              search={{ at: day }}
              variant="light"
              leftSection={<IconCalendarPlus size={18} aria-hidden />}
            >
              {t("calendar.plan")}
            </ButtonLink>
          )
        }
      >
        <Day entries={entries.get(day) ?? []} isLoading={query.isPending} />
      </Section>
    </SocialPage>
  );
}

function Day({ entries, isLoading }: { entries: Entry[]; isLoading: boolean }) {
  const { t } = useTranslation("social");
  if (entries.length === 0) {
    return <Text c="dimmed">{isLoading ? t("common:loading") : t("calendar.nothing")}</Text>;
  }
  return (
    <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: "none" }}>
      {entries.map(({ post }) => (
        <li key={post.id}>
          <PostRow post={post} />
        </li>
      ))}
    </Stack>
  );
}
