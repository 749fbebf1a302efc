import "@mantine/dates/styles.layer.css";
import { Alert, Radio, Stack, Text } from "@mantine/core";
import { DatesProvider, DateTimePicker } from "@mantine/dates";
import { IconClockExclamation } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/useFormat";
import { useNow } from "@/ui/useNow";
import { dayAt, momentOf, wallAt, type WallMoment } from "../wallClock";

const MONDAY = 1;
const MINUTE_MS = 60_000;
const HALF_HOUR_MS = 1_800_000;

/** dayjs writes English until it has learnt another language. */
const LOCALES: Record<string, () => Promise<unknown>> = {
  tr: () => import("dayjs/locale/tr"),
  ar: () => import("dayjs/locale/ar"),
};

type Props = {
  isLater: boolean;
  time: string | null;
  timeZone: string;
  error: string | null;
  onChange: (change: { isLater: boolean; time: string | null }) => void;
};

/** At once, or at a time of the company's clocks. */
export function WhenField({ isLater, time, timeZone, error, onChange }: Props) {
  const { t, i18n } = useTranslation("social");
  const now = useNow(MINUTE_MS);
  const locale = useQuery({
    queryKey: ["dates", i18n.language],
    queryFn: async () => {
      await LOCALES[i18n.language]?.();
      return i18n.language;
    },
    staleTime: Infinity,
  });

  return (
    <Stack gap="sm">
      <Radio.Group
        aria-label={t("when.title")}
        value={isLater ? "later" : "now"}
        onChange={(value) => onChange({ isLater: value === "later", time: time ?? nextHalfHour(timeZone) })}
      >
        <Stack gap="xs">
          <Radio value="now" label={t("when.now")} />
          <Radio value="later" label={t("when.later")} />
        </Stack>
      </Radio.Group>
      {isLater && (
        <DatesProvider settings={{ locale: locale.data ?? "en", firstDayOfWeek: MONDAY }}>
          <DateTimePicker
            label={t("when.time")}
            maw={320}
            dropdownType="modal"
            modalProps={{ closeButtonProps: { "aria-label": t("common:close") }, title: t("when.time") }}
            submitButtonProps={{ "aria-label": t("common:confirm") }}
            valueFormat="D MMMM YYYY, HH:mm"
            minDate={dayAt(now, timeZone)}
            value={time ? `${time.replace("T", " ")}:00` : null}
            error={error}
            onChange={(value) => onChange({ isLater, time: value ? value.slice(0, 16).replace(" ", "T") : null })}
          />
          {time && <InWords moment={momentOf(time, timeZone)} asked={time} timeZone={timeZone} />}
        </DatesProvider>
      )}
    </Stack>
  );
}

/** The time again, with whose clock it is read from, and what a clock change makes of it. */
function InWords({ moment, asked, timeZone }: { moment: WallMoment; asked: string; timeZone: string }) {
  const { t } = useTranslation("social");
  const format = useFormat();
  const name = (style: "longGeneric" | "shortOffset") =>
    new Intl.DateTimeFormat(format.locale, { timeZone, timeZoneName: style })
      .formatToParts(moment.at)
      .find((part) => part.type === "timeZoneName")?.value ?? timeZone;
  const full = new Intl.DateTimeFormat(format.locale, { timeZone, dateStyle: "full", timeStyle: "short" });
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const clock = (wall: string) =>
    new Intl.DateTimeFormat(format.locale, { timeZone: "UTC", timeStyle: "short" }).format(new Date(`${wall}:00Z`));

  return (
    <Stack gap="xs" aria-live="polite">
      <Text size="sm">
        {t("when.said", {
          time: full.format(moment.at),
          zone: name("longGeneric"),
          offset: name("shortOffset"),
          relative: format.relative(moment.at),
        })}
      </Text>
      {wallAt(moment.at, own) !== moment.shows && (
        <Text size="sm" c="dimmed">
          {t("when.own", {
            time: new Intl.DateTimeFormat(format.locale, { dateStyle: "full", timeStyle: "short" }).format(moment.at),
          })}
        </Text>
      )}
      {moment.shows !== asked && (
        <Alert color="orange" icon={<IconClockExclamation aria-hidden />}>
          {t("when.skipped", { asked: clock(asked), shown: clock(moment.shows) })}
        </Alert>
      )}
      {moment.isRepeated && (
        <Alert color="orange" icon={<IconClockExclamation aria-hidden />}>
          {t("when.repeated", { asked: clock(asked) })}
        </Alert>
      )}
    </Stack>
  );
}

function nextHalfHour(timeZone: string) {
  return wallAt(Math.ceil((Date.now() + HALF_HOUR_MS) / HALF_HOUR_MS) * HALF_HOUR_MS, timeZone);
}
