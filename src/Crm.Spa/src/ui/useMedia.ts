import { useMediaQuery } from "@mantine/hooks";

/** Whether the window is like this; known at the first render, so that nothing is drawn for another window first. */
export function useMedia(query: string): boolean {
  return useMediaQuery(query, undefined, { getInitialValueInEffect: false });
}
