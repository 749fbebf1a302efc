import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "@/app/root";
import { withTexts } from "@/i18n";
import { guestSearch } from "./guests/search";

const venuesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/venues",
  component: lazyRouteComponent(() => withTexts("venues", import("./VenuesScreen")), "VenuesScreen"),
});

const venueRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/venues/$venueId",
  validateSearch: ({ from, to }: Record<string, unknown>): { from?: string; to?: string } => ({
    ...(typeof from === "string" && from ? { from } : {}),
    ...(typeof to === "string" && to ? { to } : {}),
  }),
  component: lazyRouteComponent(() => withTexts("venues", import("./VenueScreen")), "VenueScreen"),
});

const hotspotUsersRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/hotspot-users",
  validateSearch: guestSearch,
  component: lazyRouteComponent(() => withTexts("hotspot-users", import("./guests/GuestsScreen")), "GuestsScreen"),
});

export const venuesRoutes = [venuesRoute, venueRoute, hotspotUsersRoute] as const;
