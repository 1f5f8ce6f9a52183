import { createRoute } from "@tanstack/react-router";
import { settingsRoute } from "../settings/routes.ts";
import { screen } from "../shell/screen.ts";
import { readNewSearch } from "./whatsapp/wizard-steps.ts";

const channels = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/channels",
  component: screen(() => import("./channels-screen.tsx"), "ChannelsScreen", "channels"),
});

const mailboxes = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/channels/email",
  component: screen(() => import("./email/mailbox-screen.tsx"), "MailboxScreen", "channels"),
});

/** The screen reads the id itself. */
const mailbox = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/channels/email/$inboxId",
  component: screen(() => import("./email/email-screen.tsx"), "EmailScreen", "channels"),
});

const newWhatsapp = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/channels/whatsapp/new",
  validateSearch: readNewSearch,
  component: screen(
    () => import("./whatsapp/whatsapp-new-screen.tsx"),
    "WhatsappNewScreen",
    "channels",
  ),
});

/** The screen reads the id itself. */
const whatsapp = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/channels/whatsapp/$inboxId",
  component: screen(() => import("./whatsapp/whatsapp-screen.tsx"), "WhatsappScreen", "channels"),
});

const newSms = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/channels/sms/new",
  component: screen(() => import("./sms/sms-new-screen.tsx"), "SmsNewScreen", "channels"),
});

/** The screen reads the id itself. */
const sms = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/channels/sms/$inboxId",
  component: screen(() => import("./sms/sms-screen.tsx"), "SmsScreen", "channels"),
});

const newWebchat = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/channels/webchat/new",
  component: screen(
    () => import("./webchat/webchat-new-screen.tsx"),
    "WebchatNewScreen",
    "channels",
  ),
});

/** The screen reads the id itself. */
const webchat = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/channels/webchat/$inboxId",
  component: screen(() => import("./webchat/webchat-screen.tsx"), "WebchatScreen", "channels"),
});

const newForm = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/channels/form/new",
  component: screen(() => import("./form/form-new-screen.tsx"), "FormNewScreen", "channels"),
});

/** The screen reads the id itself. */
const form = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/channels/form/$inboxId",
  component: screen(() => import("./form/form-screen.tsx"), "FormScreen", "channels"),
});

export const CHANNEL_ROUTES = [
  channels,
  mailboxes,
  mailbox,
  newWhatsapp,
  whatsapp,
  newSms,
  sms,
  newWebchat,
  webchat,
  newForm,
  form,
] as const;
