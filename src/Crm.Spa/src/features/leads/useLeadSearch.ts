import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { readSearch, type LeadSearch } from "./search";

/** What the address of a screen of leads says, and how to change it. */
export function useLeadSearch() {
  const raw = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();

  const change = useCallback(
    (changed: Partial<LeadSearch>, { replace = false } = {}) =>
      void navigate({
        to: ".",
        search: (before) => readSearch({ ...(before as Record<string, unknown>), ...changed }) as never,
        replace,
        resetScroll: false,
      }),
    [navigate],
  );

  return { search: readSearch(raw), change };
}
