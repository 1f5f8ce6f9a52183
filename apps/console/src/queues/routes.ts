import { createRoute } from "@tanstack/react-router";
import { settingsRoute } from "../settings/routes.ts";
import { screen } from "../shell/screen.ts";

const queues = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/queues",
  component: screen(() => import("./queues-screen.tsx"), "QueuesScreen", "queues"),
});

/** The screen reads the id itself. */
const queue = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/queues/$queueId",
  component: screen(() => import("./queue-screen.tsx"), "QueueScreen", "queues", "writing"),
});

const presence = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/presence",
  component: screen(() => import("./presence-screen.tsx"), "PresenceScreen", "queues"),
});

export const QUEUE_ROUTES = [queues, queue, presence] as const;
