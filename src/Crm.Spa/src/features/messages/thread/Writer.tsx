import { Alert, Box, Stack, Text } from "@mantine/core";
import { IconBan, IconClock, IconClockOff, IconEye } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useIs } from "@/api/me";
import { useFormat } from "@/i18n/useFormat";
import { TemplateForm } from "../templates/TemplateForm";
import type { Conversation } from "../data";
import { useServiceWindow } from "../useServiceWindow";
import { TextForm } from "./TextForm";

/** What may be written to the person now: everything, a template alone, or nothing. */
export function Writer({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation("messages");
  const format = useFormat();
  const mayWrite = useIs("member");
  const window = useServiceWindow(conversation);

  return (
    <Box p="md" style={{ borderTop: "1px solid var(--mantine-color-default-border)" }}>
      {conversation.optedOut ? (
        <Alert color="red" icon={<IconBan aria-hidden />} title={t("optedOut.title")}>
          <Text size="sm">
            {conversation.optedOutAt
              ? t("optedOut.text", {
                  time: format.dateTime(conversation.optedOutAt),
                  words: conversation.optOutText ?? "",
                })
              : t("optedOut.textAlone")}
          </Text>
        </Alert>
      ) : !mayWrite ? (
        <Alert icon={<IconEye aria-hidden />}>{t("viewer")}</Alert>
      ) : window.isOpen ? (
        <Stack gap="sm">
          <Remaining leftMs={window.leftMs} endsAt={window.endsAt!} isClose={window.isClose} />
          <TextForm conversation={conversation} />
        </Stack>
      ) : (
        <Stack gap="sm">
          <Alert
            color="orange"
            icon={<IconClockOff aria-hidden />}
            title={window.endsAt ? t("window.closed") : t("window.never")}
          >
            <Text size="sm">
              {window.endsAt ? t("window.closedText", { hours: window.hours }) : t("window.neverText")}
            </Text>
          </Alert>
          <TemplateForm accountId={conversation.accountId} to={conversation.phone ?? conversation.userId ?? ""} />
        </Stack>
      )}
    </Box>
  );
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

type RemainingProps = { leftMs: number; endsAt: string; isClose: boolean };

/** Counts down; who does not see it hears of the end once, not of every second. */
function Remaining({ leftMs, endsAt, isClose }: RemainingProps) {
  const { t } = useTranslation("messages");
  const format = useFormat();
  const hours = Math.floor(leftMs / HOUR_MS);
  const minutes = Math.floor((leftMs % HOUR_MS) / MINUTE_MS);
  const seconds = Math.floor((leftMs % MINUTE_MS) / 1_000);

  return (
    <Text size="sm" c={isClose ? "var(--mantine-color-error)" : "dimmed"} className="figures" role="timer">
      <IconClock size={15} aria-hidden style={{ verticalAlign: "text-bottom", marginInlineEnd: 6 }} />
      {isClose
        ? t("window.closesIn", { minutes, seconds })
        : t("window.open", { hours, minutes, time: format.dateTime(endsAt) })}
    </Text>
  );
}
