import {
  endSessions,
  findPasswordLink,
  listSessions,
  loadAgentViews,
  savePassword,
  takePasswordLink,
  tellAccountChanged,
} from "@circuito/store";
import { hashPassword } from "../../secrets/password.ts";
import type { Caller } from "../authenticate.ts";
import type { Handlers } from "../handler.ts";
import { iso } from "../instants.ts";
import { beginSession, endEarlierSession, type LogIn } from "../log-in.ts";
import { placeOf } from "../place-of.ts";
import { HttpProblem } from "../problem.ts";
import { SESSION_IDLE_MAX_MS, type SessionCookie } from "../session-cookie.ts";
import { hashToken } from "../tokens.ts";
import { agentViewOf } from "../views.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";
import { loginViewOf } from "./accounts.ts";

type OwnAccount =
  | "listOwnSessions"
  | "endOwnSession"
  | "changePassword"
  | "readPasswordLink"
  | "usePasswordLink";

/** What people do about their own way in. */
export function ownAccountHandlers(
  parts: WebParts,
  cookie: SessionCookie,
  logIn: LogIn,
): Pick<Handlers, OwnAccount> {
  const { database, desk, now } = parts;
  const { pool } = database;

  async function ownSessions({ who, sessionHash }: Caller) {
    const items = await listSessions(pool, who.id, SESSION_IDLE_MAX_MS, sessionHash);
    return { items: items.map(loginViewOf) };
  }

  return {
    async listOwnSessions({ caller }) {
      return await ownSessions(personal(caller));
    },

    async endOwnSession({ caller, params }) {
      const { who } = personal(caller);
      const ended = await endSessions(pool, who.id, { id: params.session });
      if (ended.length === 0) throw nothingHere();
      for (const hash of ended) parts.sessionEnded(hash);
      return await ownSessions(caller);
    },

    async changePassword({ caller, body, request }) {
      const { who, sessionHash } = personal(caller);
      await logIn.confirm(pool, who.id, body.current, placeOf(parts, request).address);
      const hash = await hashPassword(body.next);
      const ended = await database.transaction(async ({ client }) => {
        await savePassword(client, who.id, hash);
        return endSessions(client, who.id, { keep: sessionHash });
      });
      for (const one of ended) parts.sessionEnded(one);
      return {};
    },

    async readPasswordLink({ body }) {
      const link = await findPasswordLink(pool, hashToken(body.token));
      if (!link) throw linkOver();
      const { name, email, isInvitation, expiresAt } = link;
      return { name, email, isInvitation, expiresAt: iso(expiresAt) };
    },

    async usePasswordLink({ body, request, response }) {
      const tokenHash = hashToken(body.token);
      // Hashing costs: only for who has a link.
      if (!(await findPasswordLink(pool, tokenHash))) throw linkOver();
      const hash = await hashPassword(body.password);
      const { agentId, ended } = await database.transaction(async ({ client }) => {
        const agentId = await takePasswordLink(client, tokenHash);
        if (!agentId) throw linkOver();
        await savePassword(client, agentId, hash);
        await tellAccountChanged(client, agentId, []);
        return { agentId, ended: await endSessions(client, agentId) };
      });
      desk.wake.publish("outbox");
      for (const one of ended) parts.sessionEnded(one);
      await endEarlierSession(pool, cookie.read(request.headers.cookie));
      const { device } = placeOf(parts, request);
      response.append("set-cookie", cookie.set(await beginSession(pool, agentId, device, now())));
      const [view] = await loadAgentViews(pool, [agentId]);
      if (!view) throw linkOver();
      return { agent: agentViewOf(view) };
    },
  };
}

/** A program has no password and no devices. */
function personal(caller: Caller): Caller {
  if (caller.who.kind === "agent") return caller;
  throw new HttpProblem("forbidden", "only for people who logged in", {
    details: { because: "not-an-agent" },
  });
}

function linkOver(): HttpProblem {
  return new HttpProblem("gone", "this link was used, replaced, or is over", {
    details: { because: "link-over" },
  });
}
