import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useIs } from "@/api/me";
import { Page } from "@/ui/Page";
import { LeadDrawer } from "../drawer/LeadDrawer";
import { NewLead } from "../NewLead";
import { useArrivals } from "../useArrivals";
import { Views } from "../Views";
import { ExportButton } from "./ExportButton";
import { Filters } from "./Filters";
import { LeadList } from "./LeadList";

export function LeadsPage() {
  const { t } = useTranslation("leads");
  const [isAdding, adding] = useDisclosure(false);
  const mayWrite = useIs("member");
  const arrived = useArrivals();

  return (
    <Page
      title={t("title")}
      wide
      actions={
        <>
          <Views />
          <ExportButton />
          {mayWrite && (
            <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={adding.open}>
              {t("new.open")}
            </Button>
          )}
        </>
      }
    >
      <Filters />
      <LeadList arrived={arrived} add={mayWrite ? adding.open : undefined} />
      <LeadDrawer />
      <NewLead isOpen={isAdding} close={adding.close} />
    </Page>
  );
}
