import { useCallback, useEffect, useRef, useState } from "react";
import { useFollowing } from "./useFollowing";

const MARKED_MS = 6_000;

/** Which leads have just come by themselves; they are marked for a moment. */
export function useArrivals() {
  const [arrived, setArrived] = useState<ReadonlySet<string>>(new Set());
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());

  useEffect(() => {
    const running = timers.current;
    return () => running.forEach(clearTimeout);
  }, []);

  useFollowing(
    useCallback((leadIds: string[]) => {
      setArrived((before) => new Set([...before, ...leadIds]));
      const timer = setTimeout(() => {
        timers.current.delete(timer);
        setArrived((before) => new Set([...before].filter((id) => !leadIds.includes(id))));
      }, MARKED_MS);
      timers.current.add(timer);
    }, []),
  );

  return arrived;
}
