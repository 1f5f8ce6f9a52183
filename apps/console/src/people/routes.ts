import { createRoute } from "@tanstack/react-router";
import { settingsRoute } from "../settings/routes.ts";
import { screen } from "../shell/screen.ts";

const people = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/people",
  component: screen(() => import("./people-screen.tsx"), "PeopleScreen", "people"),
});

/** The screen reads the id itself. */
const person = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/people/$personId",
  component: screen(() => import("./person-screen.tsx"), "PersonScreen", "people"),
});

const roles = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/roles",
  component: screen(() => import("./roles-screen.tsx"), "RolesScreen", "people", "roles"),
});

const account = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/account",
  component: screen(() => import("./account-screen.tsx"), "AccountScreen", "people", "writing"),
});

export const PEOPLE_ROUTES = [people, person, roles, account] as const;
