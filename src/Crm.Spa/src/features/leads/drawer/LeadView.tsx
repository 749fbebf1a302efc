import { Badge, Stack, Tabs, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/useFormat";
import type { Lead } from "../pages";
import { TABS, type Tab } from "../search";
import { useLeadSearch } from "../useLeadSearch";
import { Consents } from "./Consents";
import { Contacts } from "./Contacts";
import { Details } from "./Details";
import { Submissions } from "./Submissions";
import { Timeline } from "./Timeline";
import { Work } from "./Work";

type Props = { lead: Lead; etag: string | null; close: () => void };

export function LeadView({ lead, etag, close }: Props) {
  const { t } = useTranslation("leads");
  const format = useFormat();
  const { search, change } = useLeadSearch();
  const counts: Partial<Record<Tab, number>> = {
    submissions: lead.submissions?.length ?? 0,
    consents: lead.consents?.length ?? 0,
  };

  return (
    <Stack>
      <Contacts lead={lead} />
      <Work lead={lead} />
      <Tabs value={search.tab ?? "details"} onChange={(tab) => change({ tab: tab as Tab }, { replace: true })}>
        <Tabs.List mb="md" aria-label={t("drawer.title")}>
          {TABS.map((tab) => (
            <Tabs.Tab
              key={tab}
              value={tab}
              px={{ base: 8, xs: "md" }}
              rightSection={
                counts[tab] ? (
                  <Badge size="sm" variant="light" circle>
                    {format.number(counts[tab])}
                  </Badge>
                ) : undefined
              }
            >
              <Text span size="sm">
                {t(`tab.${tab}`)}
              </Text>
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="details">
          <Details lead={lead} etag={etag} close={close} />
        </Tabs.Panel>
        <Tabs.Panel value="submissions">
          <Submissions submissions={lead.submissions ?? []} />
        </Tabs.Panel>
        <Tabs.Panel value="consents">
          <Consents leadId={lead.id} consents={lead.consents ?? []} />
        </Tabs.Panel>
        <Tabs.Panel value="timeline">
          <Timeline leadId={lead.id} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
