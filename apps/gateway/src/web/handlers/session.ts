import {
  createGroupCommit,
  createTickets,
  deleteSession,
  extendSession,
  findSessionEnd,
  loadAgentViews,
  type NewTicket,
  type Queryable,
} from "@circuito/store";
import { TOGETHER } from "../agents/together.ts";
import type { Handlers } from "../handler.ts";
import { endEarlierSession, type LogIn } from "../log-in.ts";
import { placeOf } from "../place-of.ts";
import { HttpProblem } from "../problem.ts";
import {
  SESSION_EXTENDED_MAX_MS,
  SESSION_EXTENSION_MS,
  type SessionCookie,
} from "../session-cookie.ts";
import { hashToken, newToken } from "../tokens.ts";
import { agentViewOf } from "../views.ts";
import type { WebParts } from "../web-parts.ts";

/** Long enough to open a socket on a slow line, too short to be found in a log. */
const TICKET_MS = 60_000;

export function sessionHandlers(
  parts: WebParts,
  cookie: SessionCookie,
  logIn: LogIn,
): Pick<Handlers, "logIn" | "logOut" | "me" | "extendSession" | "ticket"> {
  const { pool } = parts.database;
  const left = (endsAt = 0) => ({
    endsInSeconds: Math.max(0, Math.floor((endsAt - parts.now()) / 1_000)),
  });
  /** When a thousand consoles come back at once theirs are made together, in one commit. */
  const made = createGroupCommit<NewTicket, NewTicket>({
    ...TOGETHER,
    async commit(tickets) {
      await createTickets(pool, tickets);
      return tickets;
    },
  });
  return {
    async logIn({ body, request, response }) {
      const { agentId, token } = await logIn.attempt(
        pool,
        body,
        placeOf(parts, request),
        parts.now(),
      );
      await endEarlierSession(pool, cookie.read(request.headers.cookie));
      response.append("set-cookie", cookie.set(token));
      return { agent: await agent(pool, agentId) };
    },

    async logOut({ caller, response }) {
      if (caller.sessionHash) {
        await deleteSession(pool, caller.sessionHash);
        parts.sessionEnded(caller.sessionHash);
      }
      response.append("set-cookie", cookie.clear());
      return {};
    },

    async me({ who, caller }) {
      if (who.kind !== "agent" || !caller.sessionHash) throw notAPerson();
      const endsAt = await findSessionEnd(pool, caller.sessionHash);
      return { agent: await agent(pool, who.id), ...left(endsAt) };
    },

    async extendSession({ who, caller, request, response }) {
      const token = cookie.read(request.headers.cookie);
      if (who.kind !== "agent" || !caller.sessionHash || token === undefined) throw notAPerson();
      const limits = { forMs: SESSION_EXTENSION_MS, wholeMaxMs: SESSION_EXTENDED_MAX_MS };
      const endsAt = await extendSession(pool, caller.sessionHash, limits);
      // The browser forgets its cookie by itself, too.
      response.append("set-cookie", cookie.set(token));
      return left(endsAt);
    },

    async ticket({ who, caller }) {
      if (who.kind !== "agent" || !caller.sessionHash) throw notAPerson();
      const ticket = newToken();
      await made.add({
        hash: hashToken(ticket),
        agentId: who.id,
        sessionHash: caller.sessionHash,
        expiresAt: parts.now() + TICKET_MS,
      });
      return { ticket };
    },
  };
}

async function agent(q: Queryable, id: string) {
  const [found] = await loadAgentViews(q, [id]);
  if (!found) throw new HttpProblem("unauthenticated", "log in first");
  return agentViewOf(found);
}

function notAPerson(): HttpProblem {
  return new HttpProblem("forbidden", "only for people who logged in", {
    details: { because: "not-an-agent" },
  });
}
