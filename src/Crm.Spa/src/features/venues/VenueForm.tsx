import { Button, Group, Stack, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useMe } from "@/api/me";
import type { Venue } from "@/api/venues";
import { NumberField } from "@/ui/fields";
import { changesOf } from "@/ui/changes";
import { FormModal } from "@/ui/FormModal";
import { useNotify } from "@/ui/notify";
import { Outdated } from "@/ui/Outdated";
import { TimeZoneField } from "@/ui/TimeZoneField";
import { useEditForm } from "@/ui/useEditForm";

type Values = {
  name: string;
  externalId: string;
  timeZone: string | null;
  address: string;
  accessLogRetentionDays: string;
};

const SHORTEST_DAYS = 365;
const LONGEST_DAYS = 3_650;
const USUAL_DAYS = 730;

type Props = { venue?: Venue; etag?: string | null; close: () => void };

/** A new venue, or what is known of one. */
export function VenueForm({ venue, etag, close }: Props) {
  const { t } = useTranslation("venues");
  const companyZone = useMe().tenant!.timeZone;
  const edit = useEditForm<Values>({
    values: {
      name: venue?.name ?? "",
      externalId: venue?.externalId ?? "",
      timeZone: venue?.timeZone ?? null,
      address: venue?.address ?? "",
      accessLogRetentionDays: String(venue?.accessLogRetentionDays ?? USUAL_DAYS),
    },
    etag,
    queryKey: ["venues", venue?.id],
  });
  const { form } = edit;
  const save = useSave(venue, edit, close);

  return (
    <FormModal close={close} isDirty={form.isDirty()} title={venue ? t("form.edit") : t("add")}>
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <TextInput data-autofocus label={t("name")} required maxLength={200} {...form.getInputProps("name")} />
          <Textarea label={t("address")} autosize minRows={2} maxLength={500} {...form.getInputProps("address")} />
          <TextInput
            label={t("externalId")}
            description={t("form.externalIdHelp")}
            classNames={{ input: "ltr" }}
            maxLength={100}
            {...form.getInputProps("externalId")}
          />
          <TimeZoneField
            label={t("timeZone")}
            description={t("form.timeZoneHelp")}
            placeholder={t("form.companyZone", { zone: companyZone })}
            clearable
            clearButtonProps={{ "aria-label": t("companyZone") }}
            {...form.getInputProps("timeZone")}
          />
          <NumberField
            label={t("retention")}
            description={t("form.retentionHelp", { least: SHORTEST_DAYS, most: LONGEST_DAYS })}
            inputMode="numeric"
            required
            {...form.getInputProps("accessLogRetentionDays")}
          />
          {edit.isOutdated && <Outdated readNewest={edit.readNewest} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {venue ? t("common:save") : t("common:add")}
            </Button>
          </Group>
        </Stack>
      </form>
    </FormModal>
  );
}

function useSave(venue: Venue | undefined, edit: ReturnType<typeof useEditForm<Values>>, close: () => void) {
  const { t } = useTranslation("venues");
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: (values: Values) =>
      venue
        ? body(
            api.PATCH("/api/v1/venues/{venueId}", {
              params: { path: { venueId: venue.id } },
              body: changesOf(bodyOf(edit.form.getInitialValues()), bodyOf(values)),
              headers: edit.ifUnchanged(),
            }),
          )
        : body(api.POST("/api/v1/venues", { body: bodyOf(values) })),
    onSuccess({ name }) {
      notify.done(venue ? t("common:saved") : t("form.added", { name }));
      close();
    },
    onError: edit.showProblems,
    onSettled: () => client.invalidateQueries({ queryKey: ["venues"] }),
  });
}

/** Empty text clears what was known. */
const bodyOf = ({ accessLogRetentionDays, timeZone, ...values }: Values) => ({
  ...values,
  timeZone: timeZone ?? "",
  accessLogRetentionDays: Number(accessLogRetentionDays),
});
