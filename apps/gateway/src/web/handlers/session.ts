import {
  createGroupCommit,
  createTickets,
  deleteSession,
  loadAgentViews,
  type NewTicket,
  type Queryable,
} from "@circuito/store";
import { TOGETHER } from "../agents/together.ts";
import type { Handlers } from "../handler.ts";
import { endEarlierSession, type LogIn } from "../log-in.ts";
import { placeOf } from "../place-of.ts";
import { HttpProblem } from "../problem.ts";
import type { SessionCookie } from "../session-cookie.ts";
import { hashToken, newToken } from "../tokens.ts";
import { agentViewOf } from "../views.ts";
import type { WebParts } from "../web-parts.ts";

/** Long enough to open a socket on a slow line, too short to be found in a log. */
const TICKET_MS = 60_000;

export function sessionHandlers(
  parts: WebParts,
  cookie: SessionCookie,
  logIn: LogIn,
): Pick<Handlers, "logIn" | "logOut" | "me" | "ticket"> {
  const { pool } = parts.database;
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

    async me({ who }) {
      if (who.kind !== "agent") throw notAPerson();
      return { agent: await agent(pool, who.id) };
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
