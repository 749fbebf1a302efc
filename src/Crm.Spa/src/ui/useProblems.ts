import type { UseFormReturnType } from "@mantine/form";
import { isProblem } from "@/api/problem";
import { useNotify } from "./notify";

/**
 * Shows what the server refuses beside the field it names; what it says of no field of the form is shown as a message.
 * @returns whether it was understood, so that the caller need not look further
 */
export function useProblems<Values extends Record<string, unknown>>(form: UseFormReturnType<Values>) {
  const notify = useNotify();

  return (error: unknown) => {
    const errors = isProblem(error) ? Object.entries(error.problem.errors ?? {}) : [];
    const shown = errors.filter(([member]) => form.getInputNode(member) !== null || member in form.getValues());
    for (const [member, messages] of shown) {
      form.setFieldError(member, messages.join(" "));
    }
    if (shown.length < errors.length || errors.length === 0) {
      notify.failed(error);
    }
    const [first] = shown;
    if (first) {
      form.getInputNode(first[0])?.focus();
    }
  };
}
