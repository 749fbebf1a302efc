import { useQuery } from "@tanstack/react-query";
import { traitsOf } from "@/ui/platformTraits";

/** Counts as the platform does, once its counter is here; null: only the server knows. */
export function useOwnCount(platform: string): ((text: string) => number) | null {
  const { counter } = traitsOf(platform);
  const loaded = useQuery({
    queryKey: ["counter", platform],
    queryFn: () => counter!(),
    enabled: counter !== undefined,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  return loaded.data ?? null;
}
