import { createTicket, deleteSession, loadAgentViews, type Queryable } from "@circuito/store";
import { networkOf } from "../../chat/connection-counter.ts";
import type { Handlers } from "../handler.ts";
import { createLogIn, endEarlierSession } from "../log-in.ts";
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
): Pick<Handlers, "logIn" | "logOut" | "me" | "ticket"> {
  const { pool } = parts.database;
  const logIn = createLogIn();
  return {
    async logIn({ body, request, response }) {
      const address = networkOf(
        parts.addressOf(
          request.socket.remoteAddress,
          request.headersDistinct["x-forwarded-for"]?.join(","),
        ),
      );
      const { agentId, token } = await logIn.attempt(pool, body, address, parts.now());
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
      await createTicket(pool, {
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
