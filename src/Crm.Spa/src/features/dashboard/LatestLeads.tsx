import { Box, Group, Stack, Text } from "@mantine/core";
import { IconTargetArrow } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Bidi, Ltr } from "@/ui/Bidi";
import { AnchorLink, UnstyledLink } from "@/ui/links";
import { Moment } from "@/ui/Moment";
import { Phone } from "@/ui/Phone";
import { QueryView } from "@/ui/QueryView";
import { Section } from "@/ui/Section";
import { Empty } from "@/ui/States";
import { useSourceName } from "@/ui/useSourceName";
import { latestLeadsQuery, type Lead } from "./queries";

/** Who came last; a new one appears by itself. */
export function LatestLeads() {
  const { t } = useTranslation("dashboard");
  const query = useQuery(latestLeadsQuery);
  return (
    <Section
      title={t("latest.title")}
      actions={
        <AnchorLink to="/leads" size="sm">
          {t("latest.all")}
        </AnchorLink>
      }
    >
      <QueryView
        query={query}
        isEmpty={({ data }) => data.length === 0}
        empty={
          <Empty icon={IconTargetArrow} title={t("latest.none")}>
            {t("latest.noneText")}
          </Empty>
        }
      >
        {({ data }) => (
          <Stack component="ul" gap={2} m={0} p={0} style={{ listStyle: "none" }} aria-live="polite">
            {data.map((lead) => (
              <li key={lead.id}>
                <LeadLine lead={lead} />
              </li>
            ))}
          </Stack>
        )}
      </QueryView>
    </Section>
  );
}

function LeadLine({ lead }: { lead: Lead }) {
  const { t } = useTranslation("dashboard");
  const sourceName = useSourceName();
  return (
    <UnstyledLink to="/leads" search={{ lead: lead.id }} py={6}>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Box miw={0}>
          <Text size="sm" fw={600} truncate>
            <LeadName lead={lead} nameless={t("latest.nameless")} />
          </Text>
          <Text size="xs" c="dimmed" truncate>
            <Bidi>{sourceName(lead.source)}</Bidi>
          </Text>
        </Box>
        <Text size="xs" c="dimmed" style={{ flexShrink: 0 }}>
          <Moment at={lead.createdAt} />
        </Text>
      </Group>
    </UnstyledLink>
  );
}

function LeadName({ lead, nameless }: { lead: Lead; nameless: string }) {
  if (lead.fullName) {
    return <Bidi>{lead.fullName}</Bidi>;
  }
  const reach = lead.email ?? (lead.phone ? <Phone number={lead.phone} /> : lead.phoneRaw);
  return reach ? <Ltr>{reach}</Ltr> : nameless;
}
