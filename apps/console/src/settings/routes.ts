import { createRoute } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.ts";
import { screen } from "../shell/screen.ts";

/** Pages of the settings name it as parent. */
export const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/settings",
  component: screen(() => import("./settings-screen.tsx"), "SettingsScreen", "settings"),
});

export const settingsHomeRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/",
  component: screen(() => import("./settings-home.tsx"), "SettingsHome", "settings"),
});
