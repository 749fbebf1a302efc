import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "@/app/root";

const companiesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/companies",
  component: lazyRouteComponent(() => import("./CompaniesPage"), "CompaniesPage"),
});

export const companiesRoutes = [companiesRoute] as const;
