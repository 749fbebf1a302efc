import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "@/app/root";
import { withTexts } from "@/i18n";

export type MessagesSearch = { account?: string; lead?: string };

const search = (given: Record<string, unknown>): MessagesSearch => ({
  account: text(given.account),
  lead: text(given.lead),
});

const messages = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/messages",
  validateSearch: search,
  component: lazyRouteComponent(() => withTexts("messages", import("./MessagesPage")), "MessagesPage"),
});

const conversation = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/messages/$conversationId",
  validateSearch: search,
  component: lazyRouteComponent(() => withTexts("messages", import("./ConversationPage")), "ConversationPage"),
});

const templates = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/messages/templates",
  validateSearch: (given: Record<string, unknown>): { account?: string } => ({ account: text(given.account) }),
  component: lazyRouteComponent(() => withTexts("messages", import("./templates/TemplatesPage")), "TemplatesPage"),
});

export const messagesRoutes = [messages, templates, conversation] as const;

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
