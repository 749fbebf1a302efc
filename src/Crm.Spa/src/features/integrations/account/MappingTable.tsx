import { Badge, Select, Stack, Table, Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/useFormat";
import { Bidi } from "@/ui/Bidi";
import { isolated } from "../words";
import { CONSENT_FIELDS, CUSTOM_PREFIX, PERSON_FIELDS, type AskedQuestion } from "./mapping";

type Props = {
  questions: AskedQuestion[];
  fields: Record<string, string>;
  readOnly: boolean;
  change: (question: string, field: string) => void;
};

export function MappingTable({ questions, fields, readOnly, change }: Props) {
  const { t } = useTranslation("integrations");
  return (
    <Table verticalSpacing="sm" layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t("mapping.question")}</Table.Th>
          <Table.Th scope="col">{t("mapping.field")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {questions.map((question) => (
          <Table.Tr key={question.key}>
            <Table.Th scope="row" fw={400}>
              <Asked question={question} />
            </Table.Th>
            <Table.Td>
              <FieldPicker
                question={question.label ?? question.key}
                field={fields[question.key] ?? "none"}
                readOnly={readOnly}
                change={(field) => change(question.key, field)}
              />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Asked({ question }: { question: AskedQuestion }) {
  const { t } = useTranslation("integrations");
  const format = useFormat();
  return (
    <Stack gap={2} align="flex-start">
      <Text size="sm" className="break">
        <Bidi>{question.label ?? question.key}</Bidi>
      </Text>
      {question.label && question.label !== question.key && (
        <Text size="xs" c="dimmed" className="break">
          <Bidi>{question.key}</Bidi>
        </Text>
      )}
      {question.lastVersion !== null && (
        <Badge size="sm" variant="default" tt="none" fw={500}>
          {t("mapping.onlyVersion", { number: format.number(question.lastVersion) })}
        </Badge>
      )}
    </Stack>
  );
}

type PickerProps = { question: string; field: string; readOnly: boolean; change: (field: string) => void };

/** A field of the lead, a consent, a field of the company's own under a name, or none. */
function FieldPicker({ question, field, readOnly, change }: PickerProps) {
  const { t } = useTranslation("integrations");
  const isCustom = field.startsWith(CUSTOM_PREFIX);
  const label = t("mapping.fieldOf", { question: isolated(question) });
  const named = (one: string) => ({ value: one, label: t(`field.${one.replace(".", "_")}`) });
  return (
    <Stack gap="xs">
      <Select
        aria-label={label}
        value={isCustom ? CUSTOM_PREFIX : field}
        onChange={(value) => change(value ?? "none")}
        allowDeselect={false}
        readOnly={readOnly}
        data={[
          named("none"),
          { group: t("mapping.person"), items: PERSON_FIELDS.map(named) },
          { group: t("mapping.consent"), items: CONSENT_FIELDS.map(named) },
          { group: t("mapping.other"), items: [{ value: CUSTOM_PREFIX, label: t("field.custom") }] },
        ]}
      />
      {isCustom && (
        <TextInput
          aria-label={t("mapping.customNameOf", { question: isolated(question) })}
          placeholder={t("mapping.customName")}
          value={field.slice(CUSTOM_PREFIX.length)}
          onChange={(event) => change(CUSTOM_PREFIX + event.currentTarget.value)}
          error={field.trim() === CUSTOM_PREFIX ? t("form.required") : undefined}
          maxLength={100}
          readOnly={readOnly}
          dir="auto"
        />
      )}
    </Stack>
  );
}
