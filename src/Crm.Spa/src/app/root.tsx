import { createRootRoute, createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { session } from "@/api/session";
import { ScreenFailed } from "@/ui/ScreenFailed";
import { NotFound } from "@/ui/NotFound";

export const rootRoute = createRootRoute({ notFoundComponent: NotFound, errorComponent: ScreenFailed });

/** Everything behind the sign-in; who is not signed in is brought back here afterwards. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "signed-in",
  beforeLoad: async ({ location }) => {
    if ((await session.token()) === null) {
      throw redirect({ to: "/sign-in", search: { next: location.href } });
    }
  },
  component: lazyRouteComponent(() => import("./Shell"), "Shell"),
});
