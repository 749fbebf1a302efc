import { createRouter } from "@tanstack/react-router";
import { session } from "@/api/session";
import { companiesRoutes } from "@/features/companies/routes";
import { dashboardRoutes } from "@/features/dashboard/routes";
import { integrationsRoutes } from "@/features/integrations/routes";
import { leadsRoutes } from "@/features/leads/routes";
import { messagesRoutes } from "@/features/messages/routes";
import { platformRoutes } from "@/features/platform/routes";
import { settingsRoutes } from "@/features/settings/routes";
import { signInRoutes } from "@/features/sign-in/routes";
import { socialRoutes } from "@/features/social/routes";
import { venuesRoutes } from "@/features/venues/routes";
import { Loading } from "@/ui/States";
import { rootRoute, signedInRoute } from "./root";

const routeTree = rootRoute.addChildren([
  ...signInRoutes,
  signedInRoute.addChildren([
    ...dashboardRoutes,
    ...leadsRoutes,
    ...messagesRoutes,
    ...socialRoutes,
    ...integrationsRoutes,
    ...venuesRoutes,
    ...settingsRoutes,
    ...platformRoutes,
    ...companiesRoutes,
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: "intent",
  defaultPendingComponent: Loading,
  scrollRestoration: true,
});

// Signed out in another tab, or by the server: the page that is open is no longer theirs.
session.subscribe(() => {
  if (session.state() === "signed-out") {
    void router.invalidate();
  }
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
