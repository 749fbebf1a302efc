import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "@/app/root";
import { withTexts } from "@/i18n";

const companiesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/companies",
  component: lazyRouteComponent(() => withTexts("companies", import("./CompaniesPage")), "CompaniesPage"),
});

export const companiesRoutes = [companiesRoute] as const;
