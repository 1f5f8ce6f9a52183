import { createRoute } from "@tanstack/react-router";
import { settingsRoute } from "../settings/routes.ts";
import { screen } from "../shell/screen.ts";

export const routingRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/routing",
  component: screen(() => import("./routing-screen.tsx"), "RoutingScreen", "routing", "layers"),
});
