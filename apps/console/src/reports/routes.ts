import { createRoute } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.ts";
import { screen } from "../shell/screen.ts";
import { readReportSearch } from "./report-search.ts";

const reports = createRoute({
  getParentRoute: () => rootRoute,
  path: "/reports",
  validateSearch: readReportSearch,
  component: screen(() => import("./reports-screen.tsx"), "ReportsScreen", "reports", "board"),
});

export const REPORT_ROUTES = [reports] as const;
