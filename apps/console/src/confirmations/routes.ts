import { createRoute } from "@tanstack/react-router";
import { settingsRoute } from "../settings/routes.ts";
import { screen } from "../shell/screen.ts";

export const confirmationsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/confirmation",
  component: screen(
    () => import("./confirmations-screen.tsx"),
    "ConfirmationsScreen",
    "confirmations",
  ),
});
