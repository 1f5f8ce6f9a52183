import { createRoute } from "@tanstack/react-router";
import { settingsRoute } from "../settings/routes.ts";
import { screen } from "../shell/screen.ts";

const ownMail = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/own-mail",
  component: screen(() => import("./own-mail-screen.tsx"), "OwnMailScreen", "alerts"),
});

const alerts = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/alerts",
  component: screen(() => import("./alerts-screen.tsx"), "AlertsScreen", "alerts"),
});

/** The screen reads the id itself; `new` is one that is not there yet. */
const alert = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/alerts/$alertId",
  component: screen(() => import("./alert-screen.tsx"), "AlertScreen", "alerts"),
});

export const ALERT_ROUTES = [ownMail, alerts, alert] as const;
