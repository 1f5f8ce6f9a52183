import { createRoute } from "@tanstack/react-router";
import { settingsRoute } from "../settings/routes.ts";
import { screen } from "../shell/screen.ts";

export const preferencesRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/notifications",
  component: screen(
    () => import("./notifications-screen.tsx"),
    "NotificationsScreen",
    "preferences",
  ),
});

export const shortcutsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/shortcuts",
  component: screen(
    () => import("./shortcuts-screen.tsx"),
    "ShortcutsScreen",
    "preferences",
    "layers",
  ),
});
