import { createRoute } from "@tanstack/react-router";
import { readReportSearch } from "../reports/report-search.ts";
import { rootRoute } from "../shell/root-route.ts";
import { screen } from "../shell/screen.ts";

/** Pages of reports that are sent by mail name it as parent. */
export const reportSchedulesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/reports/schedules",
  component: screen(() => import("./schedules-area.tsx"), "SchedulesArea", "board", "settings"),
});

const schedules = createRoute({
  getParentRoute: () => reportSchedulesRoute,
  path: "/",
  component: screen(
    () => import("./schedules-screen.tsx"),
    "SchedulesScreen",
    "alerts",
    "reports",
    "report-schedules",
  ),
});

/** The screen reads the id itself; `new` is one that is not there yet, of the report that is searched for. */
const schedule = createRoute({
  getParentRoute: () => reportSchedulesRoute,
  path: "/$scheduleId",
  validateSearch: readReportSearch,
  component: screen(
    () => import("./schedule-screen.tsx"),
    "ScheduleScreen",
    "alerts",
    "reports",
    "report-schedules",
  ),
});

export const REPORT_SCHEDULE_ROUTES = [schedules, schedule] as const;
