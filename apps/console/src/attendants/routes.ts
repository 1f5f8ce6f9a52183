import { createRoute } from "@tanstack/react-router";
import { settingsRoute } from "../settings/routes.ts";
import { screen } from "../shell/screen.ts";

const attendants = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/attendants",
  component: screen(() => import("./attendants-screen.tsx"), "AttendantsScreen", "attendants"),
});

/** The screen reads the id itself. */
const attendant = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/attendants/$inboxId",
  component: screen(() => import("./attendant-screen.tsx"), "AttendantScreen", "attendants"),
});

export const ATTENDANT_ROUTES = [attendants, attendant] as const;
