import { createRoute } from "@tanstack/react-router";
import { settingsRoute } from "../settings/routes.ts";
import { screen } from "../shell/screen.ts";
import { readAuditSearch } from "./audit-search.ts";

const audit = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/audit",
  validateSearch: readAuditSearch,
  component: screen(
    () => import("./audit-screen.tsx"),
    "AuditScreen",
    "installation",
    "audit",
    // Objects are called as the parts of the API that they belong to.
    "roles",
  ),
});

const apiKeys = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/api-keys",
  component: screen(
    () => import("./api-keys-screen.tsx"),
    "ApiKeysScreen",
    "installation",
    "developers",
  ),
});

const diagnostics = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/diagnostics",
  component: screen(
    () => import("./diagnostics-screen.tsx"),
    "DiagnosticsScreen",
    "installation",
    // What is wrong with a mailbox is said as where it is set up.
    "channels",
  ),
});

export const INSTALLATION_ROUTES = [audit, apiKeys, diagnostics] as const;
