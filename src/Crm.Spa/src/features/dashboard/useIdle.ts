import { startTransition, useEffect, useState } from "react";
import { whenIdle } from "./whenIdle";

let wasIdle = false;

/** Turns true once the browser has nothing better to do; who comes back later finds everything as it was left. */
export function useIdle(): boolean {
  const [isIdle, setIdle] = useState(wasIdle);
  useEffect(() => {
    let isGone = false;
    void whenIdle().then(() => {
      if (!isGone) {
        wasIdle = true;
        startTransition(() => setIdle(true));
      }
    });
    return () => {
      isGone = true;
    };
  }, []);
  return isIdle;
}
