import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { rootRoute } from "@/app/root";
import { session } from "@/api/session";
import { withTexts } from "@/i18n";

const frame = createRoute({
  getParentRoute: () => rootRoute,
  id: "sign-in-frame",
  // Each of these screens asks who is signed in: that is known by then, or cannot be known.
  beforeLoad: async () => {
    await session.token().catch(() => null);
  },
  component: lazyRouteComponent(() => withTexts("sign-in", import("./Frame")), "Frame"),
});

const signIn = createRoute({
  getParentRoute: () => frame,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { next?: string } => ({ next: ownPath(search.next) }),
  beforeLoad: ({ search }) => {
    if (session.state() === "signed-in") {
      throw redirect({ href: search.next ?? "/" });
    }
  },
  component: lazyRouteComponent(() => withTexts("sign-in", import("./SignIn")), "SignIn"),
});

const register = createRoute({
  getParentRoute: () => frame,
  path: "/register",
  component: lazyRouteComponent(() => withTexts("sign-in", import("./Register")), "Register"),
});

const forgotPassword = createRoute({
  getParentRoute: () => frame,
  path: "/forgot-password",
  component: lazyRouteComponent(() => withTexts("sign-in", import("./ForgotPassword")), "ForgotPassword"),
});

// The links of mails: their secret stands behind the #, which no server and no referrer sees.
const resetPassword = createRoute({
  getParentRoute: () => frame,
  path: "/reset-password",
  component: lazyRouteComponent(() => withTexts("sign-in", import("./ResetPassword")), "ResetPassword"),
});

const confirmEmail = createRoute({
  getParentRoute: () => frame,
  path: "/confirm-email",
  component: lazyRouteComponent(() => withTexts("sign-in", import("./ConfirmEmail")), "ConfirmEmail"),
});

const invitation = createRoute({
  getParentRoute: () => frame,
  path: "/invitation",
  component: lazyRouteComponent(() => withTexts("sign-in", import("./Invitation")), "Invitation"),
});

export const signInRoutes = [
  frame.addChildren([signIn, register, forgotPassword, resetPassword, confirmEmail, invitation]),
] as const;

/** Only a path of ours: a link to the sign-in must not lead to somebody else's page. */
function ownPath(next: unknown): string | undefined {
  return typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : undefined;
}
