import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { session } from "@/api/session";

type Tokens = { accessToken: string; accessTokenExpire: number };

/** What every way in ends with: the tokens are taken, nothing of who was here before is left, and the app opens. */
export function useEntry(next?: string) {
  const router = useRouter();
  const client = useQueryClient();

  return (tokens: Tokens) => {
    client.clear();
    session.accept(tokens);
    router.history.push(next ?? "/");
  };
}
