import { createRoute } from "@tanstack/react-router";
import { settingsRoute } from "../settings/routes.ts";
import { screen } from "../shell/screen.ts";

const hours = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/hours",
  component: screen(() => import("./hours-screen.tsx"), "HoursScreen", "hours"),
});

/** The screen reads the id itself; `new` is one that is not there yet. */
const calendar = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/hours/$calendarId",
  component: screen(() => import("./calendar-screen.tsx"), "CalendarScreen", "hours"),
});

export const HOURS_ROUTES = [hours, calendar] as const;
