import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useMe } from "@/api/me";
import { useNotify } from "@/ui/notify";
import { saveFile } from "@/ui/saveFile";
import { queryOf } from "../leadQuery";
import { filtersOf } from "../search";
import { useLeadSearch } from "../useLeadSearch";

/** What the filters show, whole, as a file for a spreadsheet. */
export function ExportButton() {
  const { t } = useTranslation("leads");
  const notify = useNotify();
  const { tenant } = useMe();
  const { search } = useLeadSearch();
  const download = useMutation({
    mutationFn: () =>
      body(
        api.GET("/api/v1/leads/export", {
          params: { query: { ...queryOf(filtersOf(search), tenant?.timeZone), format: "csv" } },
          parseAs: "blob",
        }),
      ),
    onSuccess: (file) => saveFile(file, `${t("export.file")}-${new Date().toISOString().slice(0, 10)}.csv`),
    onError: notify.failed,
  });

  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={18} aria-hidden />}
      loading={download.isPending}
      onClick={() => download.mutate()}
    >
      {t("export.action")}
    </Button>
  );
}
