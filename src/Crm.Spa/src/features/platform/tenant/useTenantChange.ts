import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNotify } from "@/ui/notify";

/** A change of a company by the platform; afterwards all that is shown of companies is read again. */
export function useTenantChange<Values, Answer>(
  change: (values: Values) => Promise<Answer>,
  { done, onError }: { done?: (answer: Answer, values: Values) => void; onError: (error: unknown) => void },
) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: change,
    onSuccess: async (answer, values) => {
      notify.done(t("saved"));
      done?.(answer, values);
      await client.invalidateQueries({ queryKey: ["platform"] });
    },
    onError: async (error) => {
      onError(error);
      // Somebody else may have been faster: what is there now is shown.
      await client.invalidateQueries({ queryKey: ["platform"] });
    },
  });
}
