import { createRoute } from "@tanstack/react-router";
import { settingsRoute } from "../settings/routes.ts";
import { screen } from "../shell/screen.ts";

const policies = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/sla",
  component: screen(() => import("./policies-screen.tsx"), "PoliciesScreen", "sla"),
});

/** The screen reads the id itself; `new` is one that is not there yet. */
const policy = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/sla/$policyId",
  validateSearch: (search: Record<string, unknown>): { template?: string } =>
    typeof search.template === "string" ? { template: search.template } : {},
  component: screen(() => import("./policy-screen.tsx"), "PolicyScreen", "sla"),
});

export const SLA_ROUTES = [policies, policy] as const;
