import { BULLETIN_LANGUAGES, NEWS_KINDS } from "@circuito/domain";
import { z } from "zod";
import { instant } from "../instant.ts";
import { agentView, chosenReason, takenBackView, wantedPresence } from "../views.ts";
import { type ApiRoute, byId, id, list, nothing } from "./route.ts";

/** Less than five minutes is somebody who reads; more than a day is never. */
const idleAwayMinutes = z.int().min(5).max(1_440).nullable();

/** More than these are a list that nobody reads before lunch. */
const BREAKS_MAX = 20;
/** What people may say of a break, in the order they are offered it. */
const breaks = z
  .array(chosenReason)
  .max(BREAKS_MAX)
  .refine((all) => new Set(all).size === all.length, "twice the same");

export const presenceSettings = z.object({ idleAwayMinutes, breaks });

export const newsMail = z.strictObject({
  kinds: z.array(z.enum(NEWS_KINDS)).max(NEWS_KINDS.length),
  language: z.enum(BULLETIN_LANGUAGES),
});

/** Who is there, and what was taken from whom while they were not. */
export const PEOPLE_ROUTES = {
  listAgents: {
    method: "GET",
    path: "/agents",
    summary: "Agents and their presence",
    role: "agent",
    response: list(agentView),
  },
  setPresence: {
    method: "PUT",
    path: "/agents/:id/presence",
    summary: "Own presence, and why; a supervisor may set anyone's",
    role: "agent",
    params: byId,
    body: z.strictObject({
      wanted: wantedPresence,
      reason: chosenReason.optional(),
      /** Why somebody else sets it: told to whom it concerns. */
      note: z.string().trim().max(300).optional(),
    }),
    response: agentView,
  },
  setShift: {
    method: "PUT",
    path: "/agents/:id/shift",
    summary: "The calendar of the hours somebody works; null: nobody watches",
    role: "supervisor",
    params: byId,
    body: z.strictObject({ calendarId: id.nullable() }),
    response: agentView,
  },
  listTakenBack: {
    method: "GET",
    path: "/taken-back",
    summary: "Own conversations that went back to their queue while one was gone",
    role: "agent",
    response: z.object({ items: z.array(takenBackView) }),
  },
  readTakenBack: {
    method: "POST",
    path: "/taken-back/read",
    summary: "They were read, up to an instant: not told again",
    role: "agent",
    body: z.strictObject({ upTo: instant }),
    response: nothing,
  },
  getNewsMail: {
    method: "GET",
    path: "/settings/news-mail",
    summary: "What one is told by mail while not connected",
    role: "agent",
    response: newsMail,
  },
  setNewsMail: {
    method: "PUT",
    path: "/settings/news-mail",
    summary: "Choose what one is told by mail while not connected, and in which language",
    role: "agent",
    body: newsMail,
    response: newsMail,
  },
  getPresenceSettings: {
    method: "GET",
    path: "/settings/presence",
    summary: "When somebody who touches nothing is away, and which breaks there are",
    role: "agent",
    response: presenceSettings,
  },
  setPresenceSettings: {
    method: "PUT",
    path: "/settings/presence",
    summary:
      "Set when somebody who touches nothing is away (null: never), and which breaks there are",
    role: "admin",
    /** Without breaks these stay as they are. */
    body: z.strictObject({ idleAwayMinutes, breaks: breaks.optional() }),
    response: presenceSettings,
  },
} as const satisfies Record<string, ApiRoute>;
