import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { meQuery } from "@/api/me";
import { queryClient } from "@/app/queryClient";
import { signedInRoute } from "@/app/root";
import { withTexts } from "@/i18n";

const dashboardRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/",
  beforeLoad: async () => {
    const { tenant, user } = await queryClient.ensureQueryData(meQuery);
    // Who runs the platform may belong to no company, and has nothing to see here then.
    if (!tenant && user.isPlatformAdmin) {
      throw redirect({ to: "/platform" });
    }
  },
  component: lazyRouteComponent(() => withTexts("dashboard", import("./Dashboard")), "Dashboard"),
});

export const dashboardRoutes = [dashboardRoute] as const;
