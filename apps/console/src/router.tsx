import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { NotFound } from "./app.tsx";
import { readNewSearch } from "./channels/whatsapp/wizard-steps.ts";
import { learn } from "./i18n/translate.ts";
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
const channels = createRoute({
  getParentRoute: () => root,
  path: "/channels",
  component: lazyRouteComponent(
    () => withWords(import("./channels/channels-screen.tsx")),
    "ChannelsScreen",
  ),
});

const mailboxes = createRoute({
  getParentRoute: () => root,
  path: "/channels/email",
  component: lazyRouteComponent(
    () => withWords(import("./channels/mailbox-screen.tsx")),
    "MailboxScreen",
  ),
});

const newWhatsapp = createRoute({
  getParentRoute: () => root,
  path: "/channels/whatsapp/new",
  validateSearch: readNewSearch,
  component: lazyRouteComponent(
    () => withWords(import("./channels/whatsapp/whatsapp-new-screen.tsx")),
    "WhatsappNewScreen",
  ),
});

/** The screen reads the id itself. */
const whatsapp = createRoute({
  getParentRoute: () => root,
  path: "/channels/whatsapp/$inboxId",
  component: lazyRouteComponent(
    () => withWords(import("./channels/whatsapp/whatsapp-screen.tsx")),
    "WhatsappScreen",
  ),
});

async function withWords<Module>(screen: Promise<Module>): Promise<Module> {
  const [module] = await Promise.all([screen, learn("channels")]);
  return module;
}

const routes = root.addChildren([
  index,
  inbox.addChildren([conversation]),
  channels,
  mailboxes,
  newWhatsapp,
  whatsapp,
]);

export function createConsoleRouter() {
  return createRouter({ routeTree: routes, defaultPreload: false });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
