import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { signedInRoute } from "@/app/root";
import { withTexts } from "@/i18n";
import { auditSearch } from "./audit/search";

const settingsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/settings",
  component: lazyRouteComponent(() => withTexts("settings", import("./SettingsFrame")), "SettingsFrame"),
});

const indexRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/settings/account", replace: true });
  },
});

const accountRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "account",
  component: lazyRouteComponent(() => withTexts("settings", import("./account/AccountScreen")), "AccountScreen"),
});

const companyRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "company",
  component: lazyRouteComponent(() => withTexts("settings", import("./company/CompanyScreen")), "CompanyScreen"),
});

const membersRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "members",
  component: lazyRouteComponent(() => withTexts("members", import("./members/MembersScreen")), "MembersScreen"),
});

const pipelineRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "pipeline",
  component: lazyRouteComponent(
    () => withTexts("leads", import("@/features/leads/PipelineSettings")),
    "PipelineSettings",
  ),
});

const apiAccessRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "api-access",
  validateSearch: ({ unused }: Record<string, unknown>): { unused?: true } => (unused ? { unused: true } : {}),
  component: lazyRouteComponent(
    () => withTexts("api-access", import("./api-access/ApiAccessScreen")),
    "ApiAccessScreen",
  ),
});

const tokenRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "api-access/$tokenId",
  component: lazyRouteComponent(() => withTexts("api-access", import("./api-access/TokenScreen")), "TokenScreen"),
});

const subscriptionRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "subscription",
  component: lazyRouteComponent(
    () => withTexts("subscription", import("./subscription/SubscriptionScreen")),
    "SubscriptionScreen",
  ),
});

const auditRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "audit",
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => withTexts("audit", import("./audit/AuditScreen")), "AuditScreen"),
});

export const settingsRoutes = [
  settingsRoute.addChildren([
    indexRoute,
    accountRoute,
    companyRoute,
    membersRoute,
    pipelineRoute,
    apiAccessRoute,
    tokenRoute,
    subscriptionRoute,
    auditRoute,
  ]),
] as const;
