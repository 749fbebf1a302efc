import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { useLeadSearch } from "../useLeadSearch";

const PAUSE_MS = 250;

/** A word of the address that is typed: it takes effect when the person pauses, and no step back is made of each letter. */
export function useTyped(name: "q" | "tag") {
  const { search, change } = useLeadSearch();
  const inAddress = search[name] ?? "";
  const [value, setValue] = useState(inAddress);
  const [known, setKnown] = useState(inAddress);
  const settle = useDebouncedCallback((word: string) => change({ [name]: word }, { replace: true }), PAUSE_MS);

  // Changed from elsewhere: a link, the way back, the button that removes all filters.
  if (inAddress !== known) {
    setKnown(inAddress);
    if (inAddress !== value.trim()) {
      setValue(inAddress);
    }
  }

  useEffect(() => () => settle.cancel(), [settle]);

  return {
    value,
    type(word: string) {
      setValue(word);
      settle(word);
    },
  };
}
