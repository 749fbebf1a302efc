import { Alert, Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useIs } from "@/api/me";
import { Page } from "@/ui/Page";
import { QueryView } from "@/ui/QueryView";
import { LeadDrawer } from "../drawer/LeadDrawer";
import { Filters } from "../list/Filters";
import { NewLead } from "../NewLead";
import { pipelineQuery } from "../queries";
import { useArrivals } from "../useArrivals";
import { Views } from "../Views";
import { Board } from "./Board";

export function BoardPage() {
  const { t } = useTranslation("leads");
  const [isAdding, adding] = useDisclosure(false);
  const mayWrite = useIs("member");
  const arrived = useArrivals();
  const pipeline = useQuery(pipelineQuery);

  return (
    <Page
      title={t("board.title")}
      wide
      actions={
        <>
          <Views />
          {mayWrite && (
            <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={adding.open}>
              {t("new.open")}
            </Button>
          )}
        </>
      }
    >
      <Filters isBoard />
      <QueryView
        query={pipeline}
        isEmpty={({ value }) => value.stages.length === 0}
        empty={<Alert>{t("board.noStages")}</Alert>}
      >
        {() => <Board arrived={arrived} mayMove={mayWrite} />}
      </QueryView>
      <LeadDrawer />
      <NewLead isOpen={isAdding} close={adding.close} />
    </Page>
  );
}
