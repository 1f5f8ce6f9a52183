import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { NotFound } from "./app.tsx";
import { InboxScreen } from "./inbox/inbox-screen.tsx";
import { Shell } from "./shell/shell.tsx";
import { readInboxSearch } from "./workspace/routes.ts";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const index = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/inbox", replace: true });
  },
});

const inbox = createRoute({
  getParentRoute: () => root,
  path: "/inbox",
  validateSearch: readInboxSearch,
  component: InboxScreen,
});

/** The screen reads the id itself: list and conversation are one screen. */
const conversation = createRoute({
  getParentRoute: () => inbox,
  path: "$conversationId",
  validateSearch: readInboxSearch,
});

/** Admins come here once in a while: fetched when they do. */
const mailboxes = createRoute({
  getParentRoute: () => root,
  path: "/channels/email",
  component: lazyRouteComponent(() => import("./channels/mailbox-screen.tsx"), "MailboxScreen"),
});

const routes = root.addChildren([index, inbox.addChildren([conversation]), mailboxes]);

export function createConsoleRouter() {
  return createRouter({ routeTree: routes, defaultPreload: false });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
