import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "@/app/root";
import { withTexts } from "@/i18n";
import { readSearch } from "./search";

const leadsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/leads",
  validateSearch: readSearch,
  component: lazyRouteComponent(() => withTexts("leads", import("./list/LeadsPage")), "LeadsPage"),
});

const boardRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/leads/board",
  validateSearch: readSearch,
  component: lazyRouteComponent(() => withTexts("leads", import("./board/BoardPage")), "BoardPage"),
});

const reconciliationRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/leads/reconciliation",
  validateSearch: (raw: Record<string, unknown>): { from?: string; to?: string } => {
    const { from, to } = readSearch(raw);
    return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
  },
  component: lazyRouteComponent(
    () => withTexts("leads", import("./reconciliation/ReconciliationPage")),
    "ReconciliationPage",
  ),
});

export const leadsRoutes = [leadsRoute, boardRoute, reconciliationRoute] as const;
