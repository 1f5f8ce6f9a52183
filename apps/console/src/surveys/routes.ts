import { createRoute } from "@tanstack/react-router";
import { settingsRoute } from "../settings/routes.ts";
import { screen } from "../shell/screen.ts";

export const surveysRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/surveys",
  component: screen(() => import("./surveys-screen.tsx"), "SurveysScreen", "surveys"),
});
