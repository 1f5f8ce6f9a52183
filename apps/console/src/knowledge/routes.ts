import { createRoute } from "@tanstack/react-router";
import { settingsRoute } from "../settings/routes.ts";
import { screen } from "../shell/screen.ts";

const text = (raw: unknown) => (typeof raw === "string" && raw !== "" ? raw : undefined);

const articles = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/knowledge",
  /** What the list is narrowed to: it is there again for whoever comes back. */
  validateSearch: (raw: Readonly<Record<string, unknown>>) => ({
    ...(text(raw.q) && { q: text(raw.q) }),
    ...(text(raw.state) && { state: text(raw.state) }),
    ...(text(raw.category) && { category: text(raw.category) }),
  }),
  component: screen(() => import("./articles-screen.tsx"), "ArticlesScreen", "knowledge"),
});

const figures = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/knowledge/figures",
  component: screen(() => import("./figures-screen.tsx"), "KnowledgeFiguresScreen", "knowledge"),
});

/** The screen reads the id itself; `new` is one that is being made. */
const article = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/knowledge/$articleId",
  validateSearch: (raw: Readonly<Record<string, unknown>>) => ({
    ...(text(raw.locale) && { locale: text(raw.locale) }),
    ...(text(raw.category) && { category: text(raw.category) }),
  }),
  component: screen(() => import("./article-screen.tsx"), "ArticleScreen", "knowledge"),
});

export const KNOWLEDGE_ROUTES = [articles, figures, article] as const;
