import { Box, Button, Group, Stack, Text, ThemeIcon } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { attentionQuery } from "@/api/attention";
import { useFormat } from "@/i18n/useFormat";
import { QueryView } from "@/ui/QueryView";
import { Section } from "@/ui/Section";
import { LoadingRows } from "@/ui/States";
import { AttentionRow } from "./AttentionRow";

const SHOWN_AT_FIRST = 4;

/** What needs a person now, each with its cure; the bell of every screen leads here. */
export function NeedsAttention() {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  const [isWhole, setWhole] = useState(false);
  const query = useQuery(attentionQuery);

  return (
    <Box id="attention" style={{ scrollMarginTop: 76 }}>
      <Section title={t("attention.title")}>
        <QueryView
          query={query}
          loading={<LoadingRows rows={1} height={28} />}
          isEmpty={({ data }) => data.length === 0}
          empty={<NothingToDo />}
        >
          {({ data }) => (
            <Stack gap="md">
              <Stack component="ul" gap="md" m={0} p={0} style={{ listStyle: "none" }}>
                {data.slice(0, isWhole ? undefined : SHOWN_AT_FIRST).map((item) => (
                  <AttentionRow key={`${item.kind} ${item.resource.id ?? item.resource.name}`} item={item} />
                ))}
              </Stack>
              {data.length > SHOWN_AT_FIRST && (
                <div>
                  <Button
                    variant="subtle"
                    size="compact-sm"
                    aria-expanded={isWhole}
                    onClick={() => setWhole((was) => !was)}
                  >
                    {isWhole
                      ? t("attention.fewer")
                      : t("attention.all", { count: data.length, shown: format.number(data.length) })}
                  </Button>
                </div>
              )}
            </Stack>
          )}
        </QueryView>
      </Section>
    </Box>
  );
}

function NothingToDo() {
  const { t } = useTranslation("dashboard");
  return (
    <Group gap="sm" wrap="nowrap">
      <ThemeIcon color="green" variant="light" radius="xl">
        <IconCircleCheck size={18} aria-hidden />
      </ThemeIcon>
      <Text size="sm">{t("attention.nothing")}</Text>
    </Group>
  );
}
