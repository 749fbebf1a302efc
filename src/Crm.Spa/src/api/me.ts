import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import type { components } from "./schema";

export type Me = components["schemas"]["GetMeResponse"];
export type Role = "viewer" | "member" | "admin" | "owner";

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: () => body(api.GET("/api/v1/auth/me")),
  staleTime: 60_000,
});

/** Who is signed in, in which company and with what rights; the shell has read it before any screen is shown. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

const RANK: Record<Role, number> = { viewer: 0, member: 1, admin: 2, owner: 3 };

/** Whether the person's role is this one or includes it. The server decides; this spares people buttons that answer no. */
export function useIs(role: Role): boolean {
  const { role: own } = useMe();
  return own !== null && RANK[own] >= RANK[role];
}
