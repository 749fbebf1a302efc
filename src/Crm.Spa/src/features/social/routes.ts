import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "@/app/root";
import { withTexts } from "@/i18n";
import { POST_STATUSES, type PostStatus } from "./status";

export type ComposerSearch = { platform?: string; post?: string; at?: string };

const composer = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/social",
  validateSearch: (search: Record<string, unknown>): ComposerSearch => ({
    platform: text(search.platform),
    post: text(search.post),
    at: day(search.at),
  }),
  component: lazyRouteComponent(() => withTexts("social", import("./composer/ComposerPage")), "ComposerPage"),
});

const posts = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/social/posts",
  validateSearch: (search: Record<string, unknown>): { status?: PostStatus; account?: string } => ({
    status: POST_STATUSES.find((status) => status === search.status),
    account: text(search.account),
  }),
  component: lazyRouteComponent(() => withTexts("social", import("./posts/PostsPage")), "PostsPage"),
});

const post = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/social/posts/$postId",
  component: lazyRouteComponent(() => withTexts("social", import("./posts/PostPage")), "PostPage"),
});

const calendar = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/social/calendar",
  validateSearch: (search: Record<string, unknown>): { day?: string } => ({ day: day(search.day) }),
  component: lazyRouteComponent(() => withTexts("social", import("./calendar/CalendarPage")), "CalendarPage"),
});

export const socialRoutes = [composer, posts, post, calendar] as const;

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function day(value: unknown): string | undefined {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
}
