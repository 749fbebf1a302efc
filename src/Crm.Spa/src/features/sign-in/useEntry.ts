import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";

/** What every way in ends with: nothing of who was here before is left, and the app opens. */
export function useEntry(next?: string) {
  const router = useRouter();
  const client = useQueryClient();

  return () => {
    client.clear();
    router.history.push(next ?? "/");
  };
}
