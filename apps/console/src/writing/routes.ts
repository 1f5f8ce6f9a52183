import { createRoute } from "@tanstack/react-router";
import { settingsRoute } from "../settings/routes.ts";
import { rootRoute } from "../shell/root-route.ts";
import { screen } from "../shell/screen.ts";

export const mentionsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/mentions",
  component: screen(() => import("./mentions-screen.tsx"), "MentionsScreen", "writing"),
});

export const quickRepliesRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/quick-replies",
  component: screen(() => import("./quick-replies-screen.tsx"), "QuickRepliesScreen", "writing"),
});
