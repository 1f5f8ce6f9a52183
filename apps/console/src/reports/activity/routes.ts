import { createRoute } from "@tanstack/react-router";
import { rootRoute } from "../../shell/root-route.ts";
import { screen } from "../../shell/screen.ts";
import { readActivitySearch } from "./activity-search.ts";

/** Of everybody: who is no supervisor sees their own day. */
const activity = createRoute({
  getParentRoute: () => rootRoute,
  path: "/reports/activity",
  validateSearch: readActivitySearch,
  component: screen(() => import("./activity-screen.tsx"), "ActivityScreen", "reports", "board"),
});

export const ACTIVITY_ROUTES = [activity] as const;
