import { Anchor, Stack, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useCodeText } from "@/i18n/useCodeText";
import { useFormat } from "@/i18n/useFormat";
import { Ltr } from "@/ui/Bidi";
import { Facts } from "@/ui/Facts";
import type { AuditEvent } from "./AuditRow";
import { changesIn } from "./changes";
import { Value } from "./Value";

type Props = { audited: AuditEvent; showResource: (id: string) => void };

export function AuditDetails({ audited, showResource }: Props) {
  const { t } = useTranslation("audit");
  const format = useFormat();
  const codeText = useCodeText("audit");
  const { resource, sequence, occurredAt, erased } = audited;
  const personal: Record<string, unknown> = audited.personal ?? {};

  return (
    <Stack mt="sm" gap="md">
      <Facts
        cols={3}
        facts={[
          [t("details.at"), format.dateTime(occurredAt)],
          [t("details.resource"), codeText("resource", resource.type, t("resource.other"))],
          [
            t("details.id"),
            resource.id && (
              <Anchor component="button" type="button" size="sm" ta="start" onClick={() => showResource(resource.id!)}>
                <Ltr>{resource.id}</Ltr>
              </Anchor>
            ),
          ],
          [t("details.seal"), sequence === null ? t("details.notYet") : t("details.sealed", { sequence })],
          ...Object.entries(personal).map(
            ([member, value]) => [codeText("member", member, member), <Value value={value} member={member} />] as const,
          ),
        ]}
      />
      {erased && <Text size="sm">{t("details.erased")}</Text>}
      <Changes audited={audited} />
    </Stack>
  );
}

function Changes({ audited: { before, after } }: { audited: AuditEvent }) {
  const { t } = useTranslation("audit");
  const codeText = useCodeText("audit");
  const changes = changesIn(before, after);
  if (changes.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t("details.noChanges")}
      </Text>
    );
  }

  return (
    <Table aria-label={t("details.changes")} layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t("details.member")}</Table.Th>
          {before && <Table.Th scope="col">{t("details.before")}</Table.Th>}
          {after && <Table.Th scope="col">{t("details.after")}</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {changes.map((change) => (
          <Table.Tr key={change.member}>
            <Table.Th scope="row" fw={500}>
              {codeText("member", change.member, change.member)}
            </Table.Th>
            {before && (
              <Table.Td className="break">
                <Value value={change.before} member={change.member} />
              </Table.Td>
            )}
            {after && (
              <Table.Td className="break">
                <Value value={change.after} member={change.member} />
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
