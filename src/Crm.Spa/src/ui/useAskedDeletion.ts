import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useNotify } from "./notify";
import { useConfirm, type Question } from "./useConfirm";

type Deletion = {
  call: () => Promise<unknown>;
  question: Question;
  /** Said when it is gone. */
  done: string;
  /** The noun of its queries, and its id. */
  queryKey: readonly [string, string];
  /** Where one stands afterwards: its own page is no more. */
  home: "/settings/api-access" | "/venues";
};

/** Deletes a thing for good from its own page, asked once. */
export function useAskedDeletion({ call, question, done, queryKey, home }: Deletion) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const notify = useNotify();
  const confirm = useConfirm();
  const { mutate, isPending } = useMutation({
    mutationFn: call,
    async onSuccess() {
      notify.done(done);
      await navigate({ to: home });
      client.removeQueries({ queryKey });
      await client.invalidateQueries({ queryKey: [queryKey[0]] });
    },
    onError: notify.failed,
  });

  return { isPending, ask: async () => (await confirm(question)) && mutate() };
}
