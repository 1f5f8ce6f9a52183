import { createRoute } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.ts";
import { screen } from "../shell/screen.ts";

export const triageRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/triage",
  component: screen(() => import("./triage-screen.tsx"), "TriageScreen", "triage", "layers"),
});
