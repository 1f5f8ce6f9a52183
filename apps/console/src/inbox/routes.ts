import { createRoute } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.ts";
import { readInboxSearch } from "../workspace/routes.ts";
import { InboxScreen } from "./inbox-screen.tsx";

/** Where most people are all day: it comes with the page. */
export const inboxRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/inbox",
  validateSearch: readInboxSearch,
  component: InboxScreen,
});

/** The screen reads the id itself: list and conversation are one screen. */
export const conversationRoute = createRoute({
  getParentRoute: () => inboxRoute,
  path: "$conversationId",
  validateSearch: readInboxSearch,
});
