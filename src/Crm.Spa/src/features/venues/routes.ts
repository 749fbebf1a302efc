import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "@/app/root";
import { guestSearch } from "./guests/search";

const venuesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/venues",
  component: lazyRouteComponent(() => import("./VenuesScreen"), "VenuesScreen"),
});

const venueRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/venues/$venueId",
  validateSearch: ({ from, to }: Record<string, unknown>): { from?: string; to?: string } => ({
    ...(typeof from === "string" && from ? { from } : {}),
    ...(typeof to === "string" && to ? { to } : {}),
  }),
  component: lazyRouteComponent(() => import("./VenueScreen"), "VenueScreen"),
});

const hotspotUsersRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/hotspot-users",
  validateSearch: guestSearch,
  component: lazyRouteComponent(() => import("./guests/GuestsScreen"), "GuestsScreen"),
});

export const venuesRoutes = [venuesRoute, venueRoute, hotspotUsersRoute] as const;
