import { Button, Group, Stack } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, body, versioned } from "@/api/client";
import type { Member } from "@/api/members";
import { changesOf } from "@/ui/changes";
import { FormModal } from "@/ui/FormModal";
import { useNotify } from "@/ui/notify";
import { Outdated } from "@/ui/Outdated";
import { QueryView } from "@/ui/QueryView";
import { LoadingRows } from "@/ui/States";
import { useEditForm } from "@/ui/useEditForm";
import { PlaceFields, type Place } from "./PlaceFields";

const memberKey = (id: string) => ["members", "one", id];

export function MemberForm({ member: { id, fullName }, close }: { member: Member; close: () => void }) {
  const [isDirty, setIsDirty] = useState(false);
  // A list has no versions.
  const member = useQuery({
    queryKey: memberKey(id),
    queryFn: () => versioned(api.GET("/api/v1/members/{memberId}", { params: { path: { memberId: id } } })),
  });

  return (
    <FormModal close={close} isDirty={isDirty} title={fullName}>
      <QueryView query={member} loading={<LoadingRows rows={4} />}>
        {({ value, etag }) => <Fields member={value} etag={etag} close={close} onDirty={setIsDirty} />}
      </QueryView>
    </FormModal>
  );
}

const placeOf = ({ role, venueIds }: Member): Place => ({ role: role ?? "viewer", venueIds });

type FieldsProps = { member: Member; etag: string | null; close: () => void; onDirty: (isDirty: boolean) => void };

function Fields({ member, etag, close, onDirty }: FieldsProps) {
  const { t } = useTranslation("members");
  const client = useQueryClient();
  const notify = useNotify();
  const edit = useEditForm<Place>({
    values: placeOf(member),
    etag,
    queryKey: memberKey(member.id),
    onValuesChange: (values) => onDirty(Object.keys(changesOf(placeOf(member), values)).length > 0),
  });
  const { form } = edit;
  const change = useMutation({
    mutationFn: (values: Place) =>
      body(
        api.PATCH("/api/v1/members/{memberId}", {
          params: { path: { memberId: member.id } },
          body: changesOf(form.getInitialValues(), values),
          headers: edit.ifUnchanged(),
        }),
      ),
    onSuccess() {
      notify.done(t("common:saved"));
      close();
    },
    onError: edit.showProblems,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["members"] }),
        client.invalidateQueries({ queryKey: ["me"] }),
      ]),
  });

  return (
    <form onSubmit={form.onSubmit((values) => change.mutate(values))}>
      <Stack>
        <PlaceFields value={form.values} onChange={form.setValues} errors={form.errors} />
        {edit.isOutdated && <Outdated readNewest={edit.readNewest} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t("common:cancel")}
          </Button>
          <Button type="submit" loading={change.isPending} disabled={!form.isDirty()}>
            {t("common:save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
