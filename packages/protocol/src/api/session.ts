import { z } from "zod";
import { agentView } from "../views.ts";
import { type ApiRoute, nothing } from "./route.ts";

/** Until the session ends, however busy it is. No instant: browsers' clocks are wrong. */
const endsInSeconds = z.int().min(0);

/** Logging in and out. */
export const SESSION_ROUTES = {
  logIn: {
    method: "POST",
    path: "/session",
    summary: "Log in",
    role: "public",
    body: z.strictObject({ email: z.string().max(254), password: z.string().max(128) }),
    response: z.object({ agent: agentView }),
  },
  logOut: {
    method: "DELETE",
    path: "/session",
    summary: "Log out",
    role: "agent",
    response: nothing,
  },
  me: {
    method: "GET",
    path: "/session",
    summary: "Who am I, and until when",
    role: "agent",
    response: z.object({ agent: agentView, endsInSeconds }),
  },
  extendSession: {
    method: "POST",
    path: "/session/extension",
    summary: "Go on for half a day without the password; ten times at most",
    role: "agent",
    response: z.object({ endsInSeconds }),
  },
  ticket: {
    method: "POST",
    path: "/session/ticket",
    summary: "One-use ticket for the agent socket, valid 60 s",
    role: "agent",
    response: z.object({ ticket: z.string() }),
  },
} as const satisfies Record<string, ApiRoute>;
