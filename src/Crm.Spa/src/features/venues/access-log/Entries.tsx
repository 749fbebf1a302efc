import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/schema";
import { useFormat } from "@/i18n/useFormat";
import { Bidi, Ltr } from "@/ui/Bidi";
import { Rows } from "@/ui/Rows";

type Entry = components["schemas"]["AccessLogEntryDto"];

export function Entries({ entries }: { entries: Entry[] }) {
  const { t } = useTranslation("venues");
  const format = useFormat();
  return (
    <Rows
      label={t("log.title")}
      rows={entries}
      idOf={({ day, number }) => `${day} ${number}`}
      columns={[
        {
          title: t("log.identity"),
          show: ({ identity, macAddress }) => (
            <>
              <Bidi>{identity}</Bidi>
              {macAddress && (
                <Text size="xs" c="dimmed" fw={400}>
                  <Ltr>{macAddress}</Ltr>
                </Text>
              )}
            </>
          ),
        },
        { title: t("log.sessionFrom"), show: ({ sessionFrom }) => format.dateTime(sessionFrom) },
        {
          title: t("log.sessionTo"),
          show: ({ sessionTo }) => (sessionTo ? format.dateTime(sessionTo) : t("log.open")),
        },
        { title: t("log.assigned"), show: ({ assignedAddress }) => <Ltr>{assignedAddress}</Ltr> },
        { title: t("log.public"), show: (entry) => entry.publicAddress && <Ltr>{publicAddressOf(entry)}</Ltr> },
        {
          title: t("log.line"),
          show: ({ day, number }) => t("log.lineOf", { number, day: format.day(day) }),
        },
      ]}
    />
  );
}

function publicAddressOf({ publicAddress, publicPortFrom, publicPortTo }: Entry) {
  if (publicPortFrom === null) {
    return publicAddress;
  }
  return `${publicAddress} : ${publicPortFrom}${publicPortTo === null ? "" : `–${publicPortTo}`}`;
}
