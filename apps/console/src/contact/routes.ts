import { createRoute } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.ts";
import { screen } from "../shell/screen.ts";
import { readContactsSearch } from "./contacts-search.ts";

const contacts = createRoute({
  getParentRoute: () => rootRoute,
  path: "/contacts",
  validateSearch: readContactsSearch,
  component: screen(
    () => import("./contacts-screen.tsx"),
    "ContactsScreen",
    "contacts",
    "settings",
    "timeline",
  ),
});

const contact = createRoute({
  getParentRoute: () => rootRoute,
  path: "/contacts/$contactId",
  component: screen(
    () => import("./contact-screen.tsx"),
    "ContactScreen",
    "contacts",
    "settings",
    "timeline",
  ),
});

export const CONTACT_ROUTES = [contacts, contact] as const;
