const LONGEST_WAIT_MS = 2_000;

/** When the browser has nothing better to do: what may come last, such as charts, must not hold up the rest of the page. */
export function whenIdle(): Promise<void> {
  return new Promise((resolve) =>
    "requestIdleCallback" in window
      ? requestIdleCallback(() => resolve(), { timeout: LONGEST_WAIT_MS })
      : setTimeout(resolve, LONGEST_WAIT_MS / 10),
  );
}
