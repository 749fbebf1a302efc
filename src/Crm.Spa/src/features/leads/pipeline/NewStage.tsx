import { Button, Group, Select, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Section } from "@/ui/Section";
import type { Stage } from "../queries";
import { useKinds } from "./useKinds";

export function NewStage({ add }: { add: (name: string, kind: Stage["kind"]) => void }) {
  const { t } = useTranslation("leads");
  const kinds = useKinds();
  const [name, setName] = useState("");
  const [kind, setKind] = useState<Stage["kind"]>("open");

  return (
    <Section title={t("pipeline.new")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add(name, kind);
          setName("");
        }}
      >
        <Group align="end" gap="xs">
          <TextInput
            flex="1 1 200px"
            label={t("pipeline.name")}
            placeholder={t("pipeline.example")}
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            w={{ base: "100%", xs: 190 }}
            label={t("pipeline.kindLabel")}
            allowDeselect={false}
            data={kinds}
            value={kind}
            onChange={(value) => setKind(value as Stage["kind"])}
          />
          <Button
            type="submit"
            variant="light"
            disabled={!name.trim()}
            leftSection={<IconPlus size={16} aria-hidden />}
          >
            {t("pipeline.add")}
          </Button>
        </Group>
      </form>
    </Section>
  );
}
