import { Anchor, Button, Center, Collapse, Group, List, Paper, Stack, Table, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/schema";
import { useFormat } from "@/i18n/useFormat";
import { Bidi, Ltr } from "@/ui/Bidi";
import { Moment } from "@/ui/Moment";
import { PlatformIcon } from "@/ui/PlatformIcon";
import { stateOf, StateBadge } from "./StateBadge";
import { useTrouble } from "./useTrouble";

export type ProvenDay = components["schemas"]["ReconciledDayDto"];

const AT_ONCE = 60;

export function DaysTable({ days }: { days: ProvenDay[] }) {
  const { t } = useTranslation("leads");
  const [most, setMost] = useState(AT_ONCE);

  return (
    <>
      <Paper p={0}>
        <Table.ScrollContainer minWidth={860} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table verticalSpacing="sm" aria-label={t("reconciliation.title")}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t("reconciliation.day")}</Table.Th>
                <Table.Th scope="col">{t("reconciliation.form")}</Table.Th>
                <Table.Th scope="col">{t("reconciliation.stateColumn")}</Table.Th>
                <Table.Th scope="col">{t("reconciliation.theirs")}</Table.Th>
                <Table.Th scope="col">{t("reconciliation.ours")}</Table.Th>
                <Table.Th scope="col">{t("reconciliation.checked")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {days.slice(0, most).map((day) => (
                <DayRow key={`${day.accountId} ${day.formId} ${day.day}`} day={day} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
        {days.length === 0 && (
          <Text c="dimmed" ta="center" p="lg">
            {t("reconciliation.noneOfThese")}
          </Text>
        )}
      </Paper>
      {days.length > most && (
        <Center>
          <Button variant="light" onClick={() => setMost(most + AT_ONCE)}>
            {t("common:more")}
          </Button>
        </Center>
      )}
    </>
  );
}

function DayRow({ day }: { day: ProvenDay }) {
  const { t } = useTranslation("leads");
  const format = useFormat();
  const troubleText = useTrouble();
  return (
    <Table.Tr style={{ verticalAlign: "top" }}>
      <Table.Td style={{ whiteSpace: "nowrap" }}>
        <time dateTime={day.day}>{format.day(day.day)}</time>
      </Table.Td>
      <Table.Td maw={280}>
        <Group gap="xs" wrap="nowrap">
          <PlatformIcon platform={day.platform} />
          <Text size="sm" className="break">
            {day.formName ? <Bidi>{day.formName}</Bidi> : <Ltr>{day.formId}</Ltr>}
          </Text>
        </Group>
      </Table.Td>
      <Table.Td maw={360}>
        <Stack gap={4} align="start">
          <StateBadge state={stateOf(day.state)} />
          {day.reason && <Text size="sm">{troubleText(day.reason)}</Text>}
          <Findings day={day} />
        </Stack>
      </Table.Td>
      <Table.Td className="figures">
        {day.providerCount === null ? t("reconciliation.notTold") : format.number(day.providerCount)}
      </Table.Td>
      <Table.Td className="figures">{format.number(day.ourCount)}</Table.Td>
      <Table.Td>{day.checkedAt ? <Moment at={day.checkedAt} /> : t("reconciliation.never")}</Table.Td>
    </Table.Tr>
  );
}

/** Each lead that is missing with its reason, and the holes that were found and closed. */
function Findings({ day }: { day: ProvenDay }) {
  const { t } = useTranslation("leads");
  const format = useFormat();
  const troubleText = useTrouble();
  const [isOpen, more] = useDisclosure(false);
  if (day.missing.length + day.holes.length === 0) {
    return null;
  }

  return (
    <>
      <Anchor component="button" type="button" size="sm" aria-expanded={isOpen} onClick={more.toggle}>
        {day.missing.length > 0
          ? t("reconciliation.missing", { count: day.missing.length })
          : t("reconciliation.holes", { count: day.holes.length })}
      </Anchor>
      <Collapse expanded={isOpen}>
        <List size="sm" spacing={4}>
          {day.missing.map(({ externalId, reason }, index) => (
            <List.Item key={`${externalId} ${index}`}>
              {externalId && (
                <Fragment>
                  <Ltr>{externalId}</Ltr>{" "}
                </Fragment>
              )}
              {troubleText(reason)}
            </List.Item>
          ))}
          {day.holes.map((hole) => (
            <List.Item key={hole.foundAt}>
              {t(hole.closedAt ? "reconciliation.holeClosed" : "reconciliation.holeOpen", {
                count: hole.missing,
                closed: hole.closed,
                found: format.dateTime(hole.foundAt),
                until: hole.closedAt ? format.dateTime(hole.closedAt) : "",
              })}
            </List.Item>
          ))}
        </List>
      </Collapse>
    </>
  );
}
