import { createRoute } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.ts";
import { screen } from "../shell/screen.ts";
import { readFailuresSearch } from "./failures-search.ts";

const failures = createRoute({
  getParentRoute: () => rootRoute,
  path: "/failures",
  validateSearch: readFailuresSearch,
  component: screen(
    () => import("./failures-screen.tsx"),
    "FailuresScreen",
    "board",
    "layers",
    "failures",
    "webhooks",
  ),
});

export const FAILURE_ROUTES = [failures] as const;
