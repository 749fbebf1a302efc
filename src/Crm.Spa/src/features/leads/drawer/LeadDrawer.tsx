import { Drawer, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { isProblem } from "@/api/problem";
import { Bidi } from "@/ui/Bidi";
import { Failed, LoadingRows } from "@/ui/States";
import { leadQuery } from "../queries";
import { useLeadSearch } from "../useLeadSearch";
import { useNames } from "../useNames";
import { LeadView } from "./LeadView";

/** The lead that the address names, over the table or the board. */
export function LeadDrawer() {
  const { t } = useTranslation("leads");
  const { search, change } = useLeadSearch();
  const close = () => change({ lead: undefined, tab: undefined });
  return (
    <Drawer.Root opened={search.lead !== undefined} onClose={close} position="right" size="xl">
      <Drawer.Overlay />
      {search.lead ? <Opened leadId={search.lead} close={close} /> : <Drawer.Content aria-label={t("drawer.title")} />}
    </Drawer.Root>
  );
}

function Opened({ leadId, close }: { leadId: string; close: () => void }) {
  const { t } = useTranslation("leads");
  const names = useNames();
  const query = useQuery(leadQuery(leadId));
  const isGone = isProblem(query.error, "not_found") || (isProblem(query.error) && query.error.problem.status === 404);
  const lead = isGone ? undefined : query.data?.value;

  return (
    <Drawer.Content>
      {/* Mantine's own header would be a second banner of the page. */}
      <Group justify="space-between" align="start" wrap="nowrap" p="md" pb="sm">
        <Drawer.Title component="h2" fz="h2" fw={650} className="break">
          {lead ? <Bidi>{names.lead(lead)}</Bidi> : t("drawer.title")}
        </Drawer.Title>
        <Drawer.CloseButton aria-label={t("common:close")} />
      </Group>
      <Drawer.Body>
        {lead ? (
          <LeadView key={lead.id} lead={lead} etag={query.data?.etag ?? null} close={close} />
        ) : query.isError ? (
          <Failed error={query.error} retry={isGone ? undefined : () => void query.refetch()} />
        ) : (
          <LoadingRows />
        )}
      </Drawer.Body>
    </Drawer.Content>
  );
}
