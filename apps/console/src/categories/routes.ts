import { createRoute } from "@tanstack/react-router";
import { settingsRoute } from "../settings/routes.ts";
import { screen } from "../shell/screen.ts";

const categories = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/categories",
  component: screen(() => import("./categories-screen.tsx"), "CategoriesScreen", "categories"),
});

/** The screen reads the id itself; `new` is one that is being made. */
const category = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/categories/$categoryId",
  validateSearch: (raw: Readonly<Record<string, unknown>>) =>
    typeof raw.parent === "string" ? { parent: raw.parent } : {},
  component: screen(() => import("./category-screen.tsx"), "CategoryScreen", "categories"),
});

const triage = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/triage",
  component: screen(() => import("./triage-rules-screen.tsx"), "TriageRulesScreen", "categories"),
});

export const CATEGORY_ROUTES = [categories, category, triage] as const;
