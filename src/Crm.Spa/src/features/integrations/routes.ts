import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "@/app/root";
import { withTexts } from "@/i18n";

export const ACCOUNT_TABS = ["overview", "profile", "forms", "log", "settings"] as const;
export const EVENT_STATUSES = ["pending", "processed", "parked", "quarantined"] as const;
export const DIRECTIONS = ["outbound", "inbound"] as const;
export const OUTCOMES = ["ok", "failed"] as const;

type Search = Record<string, unknown>;

const integrations = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/integrations",
  // `connected`, `account_id` and `error` are what the server's callback brings back from a consent page.
  validateSearch: (search: Search): { connected?: boolean; account_id?: string; error?: string; add?: string } => ({
    connected: search.connected === undefined ? undefined : String(search.connected) === "true",
    account_id: text(search.account_id),
    error: text(search.error),
    add: text(search.add),
  }),
  component: lazyRouteComponent(() => withTexts("integrations", import("./IntegrationsPage")), "IntegrationsPage"),
});

const webhookEvents = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/integrations/webhook-events",
  validateSearch: (
    search: Search,
  ): { status?: (typeof EVENT_STATUSES)[number]; provider?: string; event?: string } => ({
    status: oneOf(EVENT_STATUSES, search.status),
    provider: text(search.provider),
    event: text(search.event),
  }),
  component: lazyRouteComponent(
    () => withTexts("integrations", import("./webhook-events/WebhookEventsPage")),
    "WebhookEventsPage",
  ),
});

const account = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/integrations/$accountId",
  validateSearch: (
    search: Search,
  ): {
    tab?: (typeof ACCOUNT_TABS)[number];
    form?: string;
    direction?: (typeof DIRECTIONS)[number];
    outcome?: (typeof OUTCOMES)[number];
  } => ({
    tab: oneOf(ACCOUNT_TABS, search.tab),
    // A form's id is digits only at most providers, which the address gives back as a number.
    form: text(search.form),
    direction: oneOf(DIRECTIONS, search.direction),
    outcome: oneOf(OUTCOMES, search.outcome),
  }),
  component: lazyRouteComponent(() => withTexts("integrations", import("./account/AccountPage")), "AccountPage"),
});

export const integrationsRoutes = [integrations, webhookEvents, account] as const;

function text(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function oneOf<T extends string>(known: readonly T[], value: unknown): T | undefined {
  return known.find((one) => one === value);
}
