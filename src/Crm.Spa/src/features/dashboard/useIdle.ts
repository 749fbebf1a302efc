import { startTransition, useEffect, useState } from "react";
import { whenIdle } from "./whenIdle";

/** Turns true once the browser has nothing better to do, and stays so. */
export function useIdle(): boolean {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => {
    let isGone = false;
    void whenIdle().then(() => !isGone && startTransition(() => setIdle(true)));
    return () => {
      isGone = true;
    };
  }, []);
  return isIdle;
}
