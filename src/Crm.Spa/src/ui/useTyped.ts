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
  // On their way into the address, after which more may have been typed.
  const [given, setGiven] = useState<string[]>([]);
  const [turns, setTurns] = useState(0);
  const settle = useDebouncedCallback((typed: string) => {
    const word = read(typed);
    if (word !== inAddress) {
      setGiven((before) => [...before, word]);
      take(word);
    }
  }, PAUSE_MS);

  if (inAddress !== known) {
    const at = given.indexOf(inAddress);
    setKnown(inAddress);
    setGiven(given.slice(at + 1 || given.length));
    if (at < 0) {
      setValue(inAddress);
      setTurns(turns + 1);
    }
  }

  useEffect(() => () => settle.cancel(), [settle, turns]);

  return {
    value,
    type(word: string) {
      setValue(word);
      settle(word);
    },
    /** For a button that empties the address too: also what is not there yet. */
    clear() {
      settle.cancel();
      setValue("");
    },
  };
}
