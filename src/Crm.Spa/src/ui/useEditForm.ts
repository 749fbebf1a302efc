import { useForm, type UseFormInput } from "@mantine/form";
import { useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { isProblem } from "@/api/problem";
import { useProblems } from "./useProblems";

type Input<Values extends Record<string, unknown>> = Omit<UseFormInput<Values>, "initialValues"> & {
  /** The record as it was read last. */
  values: Values;
  /** Its version; none where it is new. */
  etag: string | null | undefined;
  /** What reads it. */
  queryKey: QueryKey;
};

/**
 * The form of a record that others may change at the same time. Its fields and their version stay together: once something is typed,
 * a newer record that is read behind it moves neither, so that the server sees that two people were at it.
 */
export function useEditForm<Values extends Record<string, unknown>>({
  values,
  etag,
  queryKey,
  ...input
}: Input<Values>) {
  const client = useQueryClient();
  const form = useForm<Values>({ ...input, initialValues: values });
  const showProblems = useProblems(form);
  const [isOutdated, setIsOutdated] = useState(false);
  const latest = useRef({ values, etag });
  const begun = useRef(etag);

  const begin = () => {
    begun.current = latest.current.etag;
    form.setInitialValues(latest.current.values);
    form.reset();
    setIsOutdated(false);
  };

  useEffect(() => {
    const isNew = latest.current.etag !== etag;
    latest.current = { values, etag };
    if (isNew && !form.isDirty()) {
      begin();
    }
  });

  return {
    form,
    isOutdated,
    /** Headers of the change. */
    ifUnchanged: (): Record<string, string> => (begun.current ? { "If-Match": begun.current } : {}),

    showProblems(error: unknown) {
      if (isProblem(error) && error.problem.status === 412) {
        setIsOutdated(true);
      } else {
        showProblems(error);
      }
    },

    /** It was saved and the form stays open: what was typed since goes on from what the server has made of it. */
    saved(sent: Values, now: { values: Values; etag: string | null }) {
      latest.current = now;
      if (JSON.stringify(form.getValues()) === JSON.stringify(sent)) {
        begin();
      } else {
        begun.current = now.etag;
        form.resetDirty(now.values);
      }
    },

    /** Gives up what was typed. */
    async readNewest() {
      begin();
      await client.invalidateQueries({ queryKey });
    },
  };
}
