import { Button, Group, Paper, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { IconSend, IconTemplate } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { useFormat } from "@/i18n/useFormat";
import { OWN_DIRECTION } from "@/ui/fields";
import { ButtonLink } from "@/ui/links";
import { Empty, Failed } from "@/ui/States";
import { QueryView } from "@/ui/QueryView";
import { pricesQuery, templatesQuery, type Slot, type Template } from "../data";
import { useSend } from "../thread/useSend";
import { bodyValues, filled, isFilled, orderOf, placeOf } from "./fill";

type Props = { accountId: string; to: string };

/** An approved text with gaps, that may be sent to who has not written lately. */
export function TemplateForm({ accountId, to }: Props) {
  const { t } = useTranslation("messages");
  const query = useQuery(templatesQuery(accountId));

  return (
    <QueryView query={query}>
      {({ data }) => {
        const approved = data.filter((template) => template.status === "approved");
        return approved.length === 0 ? (
          <Empty
            icon={IconTemplate}
            title={t("templates.noneApproved")}
            action={
              <ButtonLink to="/messages/templates" search={{ account: accountId }} variant="default">
                {t("templates.title")}
              </ButtonLink>
            }
          >
            {t("templates.noneApprovedText")}
          </Empty>
        ) : (
          <Filling accountId={accountId} to={to} templates={approved} />
        );
      }}
    </QueryView>
  );
}

function Filling({ accountId, to, templates }: Props & { templates: Template[] }) {
  const { t, i18n } = useTranslation("messages");
  const format = useFormat();
  const [name, setName] = useState(templates[0]!.name);
  const [language, setLanguage] = useState<string | null>(null);
  const [typed, setTyped] = useState<Record<string, string>>({});
  const send = useSend();
  const names = [...new Set(templates.map((template) => template.name))];
  const inLanguages = templates.filter((template) => template.name === name);
  const template =
    inLanguages.find((found) => found.language === language) ??
    inLanguages.find((found) => found.language.startsWith(i18n.language)) ??
    inLanguages[0]!;

  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Select
          label={t("templates.one")}
          data={names}
          allowDeselect={false}
          searchable={names.length > 8}
          value={name}
          onChange={(value) => {
            setName(value!);
            setTyped({});
          }}
        />
        <Select
          label={t("templates.language")}
          data={inLanguages.map((found) => ({ value: found.language, label: nameOf(format, found.language) }))}
          allowDeselect={false}
          value={template.language}
          onChange={setLanguage}
        />
      </SimpleGrid>
      {template.slots.flatMap((slot) =>
        slot.names.map((placeholder) => (
          <TextInput
            key={placeOf(slot, placeholder)}
            label={t(slotKey(slot), { placeholder: `{{${placeholder}}}` })}
            required
            {...(slot.format === "text"
              ? OWN_DIRECTION
              : { type: "url", placeholder: "https://", classNames: { input: "ltr" } })}
            value={typed[placeOf(slot, placeholder)] ?? ""}
            onChange={({ currentTarget: { value } }) =>
              setTyped((present) => ({ ...present, [placeOf(slot, placeholder)]: value }))
            }
          />
        )),
      )}
      <Paper bg="var(--crm-page)" p="sm" role="group" aria-label={t("templates.preview")}>
        <Text size="xs" fw={600} c="dimmed">
          {t("templates.preview")}
        </Text>
        <Text dir="auto" className="break" style={{ whiteSpace: "pre-wrap" }}>
          {template.text ? filled(template.text, bodyValues(template, typed)) : t("templates.noText")}
        </Text>
      </Paper>
      {send.isError && <Failed error={send.error} />}
      <Group justify="space-between" gap="sm">
        <Price category={template.category} />
        <Button
          loading={send.isPending}
          disabled={!isFilled(template, typed)}
          leftSection={<IconSend size={18} aria-hidden className="turns" />}
          onClick={() =>
            send.mutate(
              { accountId, to, template: orderOf(template, typed) },
              // What was typed meanwhile is for the next one.
              { onSuccess: () => setTyped((now) => (now === typed ? {} : now)) },
            )
          }
        >
          {t("templates.send")}
        </Button>
      </Group>
    </Stack>
  );
}

const slotKey = ({ component, format }: Slot) =>
  format !== "text"
    ? "templates.slot.media"
    : component === "header"
      ? "templates.slot.header"
      : component === "button"
        ? "templates.slot.button"
        : "templates.slot.body";

/** What the balance pays for it; nothing is said where nobody has set a price. */
function Price({ category }: { category: string }) {
  const { t } = useTranslation("messages");
  const format = useFormat();
  const currency = useMe().tenant?.currency;
  const { data } = useQuery(pricesQuery);
  const price = data?.[category as keyof typeof data];

  return (
    <Text size="sm" c="dimmed">
      {t(`category.${CATEGORIES.has(category) ? category : "other"}`)}
      {price && currency && (
        <>
          {" · "}
          {t("templates.price", { price: format.money(price, currency) })}
        </>
      )}
    </Text>
  );
}

const CATEGORIES = new Set(["marketing", "utility", "authentication"]);

/** Platforms write en_US where others write en-US. */
const nameOf = (format: ReturnType<typeof useFormat>, language: string) =>
  format.nameOf("language", language.replace("_", "-"));
