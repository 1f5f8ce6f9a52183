import { createRoute } from "@tanstack/react-router";
import { settingsRoute } from "../settings/routes.ts";
import { screen } from "../shell/screen.ts";

const webhooks = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/webhooks",
  component: screen(() => import("./webhooks-screen.tsx"), "WebhooksScreen", "webhooks"),
});

/** The screen reads the id itself; `new` is one that is not there yet. */
const webhook = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/webhooks/$webhookId",
  validateSearch: (search: Record<string, unknown>): { tab?: "settings" } =>
    search.tab === "settings" ? { tab: "settings" } : {},
  component: screen(() => import("./webhook-screen.tsx"), "WebhookScreen", "webhooks"),
});

export const WEBHOOK_ROUTES = [webhooks, webhook] as const;
