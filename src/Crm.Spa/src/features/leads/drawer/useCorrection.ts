import type { UseFormReturnType } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { isProblem } from "@/api/problem";
import { useNotify } from "@/ui/notify";
import { useProblems } from "@/ui/useProblems";
import { showLead } from "../lists";
import type { Lead } from "../pages";
import type { Person } from "../PersonFields";
import { leadQuery } from "../queries";
import { changesOf, personOf, rebased } from "./correction";

type Version = { lead: Lead; etag: string | null };
type Options = { form: UseFormReturnType<Person>; opened: Version; close: () => void };

/**
 * Saves what was changed in the version that was opened, and in no other: what is read anew while somebody types must not make an older
 * form pass for a new one.
 */
export function useCorrection({ form, opened, close }: Options) {
  const { t } = useTranslation("leads");
  const client = useQueryClient();
  const notify = useNotify();
  const showProblems = useProblems(form);
  const [etag, setEtag] = useState(opened.etag);
  const [newer, setNewer] = useState<Version | null>(null);
  const leadId = opened.lead.id;
  const query = leadQuery(leadId);

  const send = (person: Person, version: string | null) =>
    body(
      api.PATCH("/api/v1/leads/{leadId}", {
        params: { path: { leadId } },
        body: changesOf(form.getInitialValues(), person),
        headers: version ? { "If-Match": version } : {},
      }),
    );

  const saving = useMutation({
    mutationFn: async (person: Person) => {
      try {
        return await send(person, etag);
      } catch (error) {
        if (!isProblem(error, "precondition_failed")) {
          throw error;
        }
        const { value, etag: current } = await client.fetchQuery({ ...query, staleTime: 0 });
        // Another stage or owner changes nothing that stands in the form.
        if (Object.keys(changesOf(form.getInitialValues(), personOf(value))).length === 0) {
          return send(person, current);
        }
        setNewer({ lead: value, etag: current });
        return null;
      }
    },
    onSuccess: (corrected) => {
      if (corrected) {
        showLead(client, corrected, { before: opened.lead });
        notify.done(t("common:saved"));
        void client.invalidateQueries({ queryKey: query.queryKey });
        close();
      }
    },
    onError: showProblems,
  });

  const goOn = ({ lead, etag: current }: Version, valuesOf: (now: Person) => Person) => {
    const now = personOf(lead);
    const values = valuesOf(now);
    form.setInitialValues(now);
    form.setValues(values);
    form.clearErrors();
    setEtag(current);
    setNewer(null);
  };

  return {
    save: saving.mutate,
    isSaving: saving.isPending,
    /** Somebody else has saved the lead; what to do about it is the person's to say. */
    conflict: newer && {
      takeNew: () => goOn(newer, (now) => now),
      keepOwn: () => goOn(newer, (now) => rebased(form.getInitialValues(), form.getValues(), now)),
    },
  };
}
