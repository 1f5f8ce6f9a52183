import { createRoute } from "@tanstack/react-router";
import { settingsRoute } from "../settings/routes.ts";
import { screen } from "../shell/screen.ts";

const procedures = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/procedures",
  component: screen(
    () => import("./settings/procedures-screen.tsx"),
    "ProceduresScreen",
    "procedures",
  ),
});

/** The screen reads the id itself; `new` is one that is being written. */
const procedure = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/procedures/$procedureId",
  component: screen(
    () => import("./settings/procedure-screen.tsx"),
    "ProcedureScreen",
    "procedures",
    // What its words for customers may name, and how they are shown filled in.
    "writing",
  ),
});

export const PROCEDURE_ROUTES = [procedures, procedure] as const;
