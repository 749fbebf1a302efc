import { useDeferredValue } from "react";

/**
 * Whether what was waited for is here and to be drawn: as a transition, so that a screen of many parts is drawn piece by piece and the
 * browser answers in between. What was here from the start is drawn at once, and later changes are too.
 */
export function useReady(isHere: boolean): boolean {
  return useDeferredValue(isHere) && isHere;
}
