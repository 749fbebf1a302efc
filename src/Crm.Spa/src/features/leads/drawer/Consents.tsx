import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCheck, IconPlus, IconShieldQuestion, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useIs } from "@/api/me";
import { useFormat } from "@/i18n/useFormat";
import { Bidi, Ltr } from "@/ui/Bidi";
import { Empty } from "@/ui/States";
import { Status } from "@/ui/Status";
import type { Consent } from "../queries";
import { useNames } from "../useNames";
import { RecordConsent } from "./RecordConsent";

/** What the person allowed and took back; the newest entry of a channel holds. */
export function Consents({ leadId, consents }: { leadId: string; consents: Consent[] }) {
  const { t } = useTranslation("leads");
  const mayWrite = useIs("member");
  const [isRecording, recording] = useDisclosure(false);
  const record = mayWrite && (
    <Button variant="light" leftSection={<IconPlus size={16} aria-hidden />} onClick={recording.open}>
      {t("consent.record")}
    </Button>
  );

  if (isRecording) {
    return <RecordConsent leadId={leadId} close={recording.close} />;
  }
  return consents.length > 0 ? (
    <Stack>
      {record && <Group>{record}</Group>}
      {inTime(consents).map((consent, index, all) => (
        <Entry
          key={consent.id}
          consent={consent}
          holds={all.findIndex((other) => other.channel === consent.channel) === index}
        />
      ))}
    </Stack>
  ) : (
    <Empty icon={IconShieldQuestion} title={t("consent.none")} action={record}>
      {t("consent.noneText")}
    </Empty>
  );
}

const inTime = (consents: Consent[]) => consents.toSorted((one, other) => other.at.localeCompare(one.at));

function Entry({ consent, holds }: { consent: Consent; holds: boolean }) {
  const { t } = useTranslation("leads");
  const format = useFormat();
  const names = useNames();
  return (
    <Paper component="article" p="sm">
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Status color={consent.granted ? "green" : "red"} icon={consent.granted ? IconCheck : IconX}>
            {t(consent.granted ? "consent.granted" : "consent.withdrawn")}
          </Status>
          <Text fw={600}>{t(`consent.channel.${consent.channel}`)}</Text>
          {!holds && (
            <Text size="sm" c="dimmed">
              {t("consent.past")}
            </Text>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {format.dateTime(consent.at)}
        </Text>
      </Group>
      {consent.text && (
        <Text size="sm" mt="xs" className="break">
          <Bidi>{consent.text}</Bidi>
        </Text>
      )}
      <Text size="sm" c="dimmed" mt={4}>
        <Bidi>{names.source(consent.source)}</Bidi>
        {consent.address && (
          <>
            {" · "}
            <Ltr>{consent.address}</Ltr>
          </>
        )}
      </Text>
    </Paper>
  );
}
