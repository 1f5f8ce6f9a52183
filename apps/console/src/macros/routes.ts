import { createRoute } from "@tanstack/react-router";
import { settingsRoute } from "../settings/routes.ts";
import { screen } from "../shell/screen.ts";

/** Labels and categories are chosen as on the list, texts are written as quick replies. */
const WORDS = ["macros", "writing", "lists", "layers"] as const;

const macros = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/macros",
  component: screen(() => import("./macros-screen.tsx"), "MacrosScreen", ...WORDS),
});

/** The screen reads the id itself; `new` is one that is not there yet. */
const macro = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/macros/$macroId",
  component: screen(() => import("./macro-screen.tsx"), "MacroScreen", ...WORDS),
});

export const MACRO_ROUTES = [macros, macro] as const;
