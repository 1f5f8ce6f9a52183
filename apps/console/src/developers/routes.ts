import { createRoute } from "@tanstack/react-router";
import { settingsRoute } from "../settings/routes.ts";
import { screen } from "../shell/screen.ts";

const start = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/developers",
  // Samples and addresses are copied as where channels are set up.
  component: screen(
    () => import("./start-screen.tsx"),
    "StartScreen",
    "developers",
    "webhooks",
    "channels",
  ),
});

const section = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/developers/$section",
  // A route is called what the page of the roles calls it.
  component: screen(
    () => import("./section-screen.tsx"),
    "SectionScreen",
    "developers",
    "webhooks",
    "roles",
  ),
});

export const DEVELOPER_ROUTES = [start, section] as const;
