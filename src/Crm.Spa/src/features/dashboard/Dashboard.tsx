import { Grid, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useIs, useMe } from "@/api/me";
import { Page } from "@/ui/Page";
import { FirstSteps } from "./FirstSteps";
import { Followers } from "./Followers";
import { LatestLeads } from "./LatestLeads";
import { LeadFigures } from "./LeadFigures";
import { LeadsByDay } from "./LeadsByDay";
import { LeadsBySource } from "./LeadsBySource";
import { NeedsAttention } from "./NeedsAttention";
import { PlannedPosts } from "./PlannedPosts";
import { useIdle } from "./useIdle";

/** How the company's marketing stands today, what needs a person, and what comes next. */
export function Dashboard() {
  const { t } = useTranslation("dashboard");
  const { subscription } = useMe();
  const isAdmin = useIs("admin");
  // Connections and posts are not told to whom has no running subscription; leads always are.
  const isActive = subscription?.isActive ?? false;
  // What stands at the bottom waits until all above it stands.
  const isIdle = useIdle();

  return (
    <Page title={t("common:nav.dashboard")} description={t("about")}>
      {isAdmin && <FirstSteps />}
      <LeadFigures />
      {isAdmin && <NeedsAttention />}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Stack gap="lg">
            <LeadsByDay />
            {isActive && <Followers />}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Stack gap="lg">
            <LatestLeads />
            {isIdle && <LeadsBySource />}
            {isActive && isIdle && <PlannedPosts />}
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}
