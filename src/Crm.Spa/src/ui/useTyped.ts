import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";

const PAUSE_MS = 250;

const trimmed = (word: string) => word.trim();

/**
 * A word of the address that is typed: it takes effect when the person pauses, and follows the address when that is changed from
 * elsewhere, by a link, the way back or a button that removes all filters.
 * @param take puts it into the address
 * @param read how it stands there
 */
export function useTyped(inAddress: string, take: (word: string) => void, read = trimmed) {
  const [value, setValue] = useState(inAddress);
  const [known, setKnown] = useState(inAddress);
  const settle = useDebouncedCallback((word: string) => take(read(word)), PAUSE_MS);

  if (inAddress !== known) {
    setKnown(inAddress);
    if (inAddress !== read(value)) {
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
