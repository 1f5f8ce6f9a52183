import { createRoute } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.ts";
import { screen } from "../shell/screen.ts";
import { readBoardSearch } from "./board-search.ts";

const board = createRoute({
  getParentRoute: () => rootRoute,
  path: "/live",
  validateSearch: readBoardSearch,
  component: screen(() => import("./board-screen.tsx"), "BoardScreen", "board", "layers", "triage"),
});

export const BOARD_ROUTES = [board] as const;
