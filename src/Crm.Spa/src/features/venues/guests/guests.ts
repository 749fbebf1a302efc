import { queryOptions } from "@tanstack/react-query";
import { api, versioned } from "@/api/client";
import type { components } from "@/api/schema";

export type Guest = components["schemas"]["HotspotUserDto"];

export const guestQuery = (userId: string) =>
  queryOptions({
    queryKey: ["hotspot-users", userId],
    queryFn: () => versioned(api.GET("/api/v1/hotspot-users/{userId}", { params: { path: { userId } } })),
  });

/** What to call a guest: the best of what is known. */
export const nameOf = ({ fullName, email, phone, phoneRaw, macAddress }: Guest) =>
  fullName ?? email ?? phone ?? phoneRaw ?? macAddress;
