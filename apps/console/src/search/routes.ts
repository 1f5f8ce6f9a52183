import { createRoute } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.ts";
import { screen } from "../shell/screen.ts";
import { readSearchPlace } from "./search-place.ts";

export const searchRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/search",
  validateSearch: readSearchPlace,
  component: screen(() => import("./search-screen.tsx"), "SearchScreen", "search"),
});

/** The screen reads the number itself. */
export const protocolRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/p/$protocol",
  component: screen(() => import("./protocol-screen.tsx"), "ProtocolScreen", "search"),
});
