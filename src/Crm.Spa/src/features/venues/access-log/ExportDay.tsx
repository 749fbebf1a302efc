import { Button, Group } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useMe } from "@/api/me";
import type { Venue } from "@/api/venues";
import { dayOf } from "@/i18n/zone";
import { DayField } from "@/ui/DayField";
import { useNotify } from "@/ui/notify";
import { saveFile } from "@/ui/saveFile";

/** A day of the log for an authority. That it was taken out is written into the audit log. */
export function ExportDay({ venue }: { venue: Venue }) {
  const { t } = useTranslation("venues");
  const notify = useNotify();
  const { tenant } = useMe();
  const today = dayOf(new Date(), venue.timeZone ?? tenant!.timeZone);
  const [day, setDay] = useState(today);
  const download = useMutation({
    mutationFn: () =>
      body<unknown>(
        api.GET("/api/v1/venues/{venueId}/access-log/export", {
          params: { path: { venueId: venue.id }, query: { day } },
          parseAs: "blob",
        }),
      ),
    onSuccess: (file) => saveFile(file as Blob, `access-log-${venue.externalId ?? venue.id}-${day}.csv`),
    onError: notify.failed,
  });

  return (
    <Group align="flex-end" gap="sm">
      <DayField label={t("log.exportDay")} clearable={false} miw={150} maxDate={today} value={day} onChange={setDay} />
      <Button
        variant="default"
        leftSection={<IconDownload size={18} aria-hidden />}
        loading={download.isPending}
        disabled={!day}
        onClick={() => download.mutate()}
      >
        {t("log.export")}
      </Button>
    </Group>
  );
}
