import { useTranslation } from "react-i18next";
import { isProblem } from "@/api/problem";

/** What to tell a person: the server's own words where it answered, else that it could not be reached. */
export function useErrorText() {
  const { t } = useTranslation();

  return (error: unknown): string => {
    if (!isProblem(error)) {
      return t("failed.unreachable");
    }
    const members = Object.values(error.problem.errors ?? {}).flat();
    return members.length > 0 ? members.join(" ") : error.problem.detail || error.problem.title;
  };
}
