import { setPresence } from "@circuito/desk";
import { MINUTE_MS } from "@circuito/domain";
import type { AgentView, TakenBackView } from "@circuito/protocol";
import {
  findBreaks,
  findIdleAwayMs,
  forgetTakenBack,
  listTakenBack,
  loadAgentViews,
  saveBreaks,
  saveIdleAwayMs,
  setShift,
  type TakenBackReading,
} from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { iso } from "../instants.ts";
import { problemOfRefusal } from "../refusal-problem.ts";
import { agentViewOf } from "../views.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

type Presence =
  | "setPresence"
  | "setShift"
  | "listTakenBack"
  | "readTakenBack"
  | "getPresenceSettings"
  | "setPresenceSettings";

/** Who is there, who goes when, and what was taken from whoever was gone. */
export function presenceHandlers(parts: WebParts): Pick<Handlers, Presence> {
  const { database, desk } = parts;
  const { pool } = database;

  async function shown(agentId: string): Promise<AgentView> {
    const [view] = await loadAgentViews(pool, [agentId]);
    if (!view) throw nothingHere();
    return agentViewOf(view);
  }

  return {
    async setPresence({ who, params, body }) {
      const set = await setPresence(desk, who, { agentId: params.id, ...body });
      if (set.kind === "refused") throw problemOfRefusal(set);
      return shown(set.agentId);
    },

    async setShift({ params, body }) {
      const isSet = await database.transaction(({ client }) =>
        setShift(client, params.id, body.calendarId),
      );
      if (!isSet) throw nothingHere();
      desk.wake.publish("outbox");
      return shown(params.id);
    },

    // A program is not absent, and nothing is taken from it.
    async listTakenBack({ who }) {
      const items = who.kind === "agent" ? await listTakenBack(pool, who.id) : [];
      return { items: items.map(takenBackViewOf) };
    },

    async readTakenBack({ who, body }) {
      if (who.kind === "agent") await forgetTakenBack(pool, who.id, Date.parse(body.upTo));
      return {};
    },

    async getPresenceSettings() {
      const [ms, breaks] = await Promise.all([findIdleAwayMs(pool), findBreaks(pool)]);
      return {
        idleAwayMinutes: ms === null ? null : Math.round(ms / MINUTE_MS),
        breaks: [...breaks],
      };
    },

    async setPresenceSettings({ body: { idleAwayMinutes, breaks } }) {
      const ms = idleAwayMinutes === null ? null : idleAwayMinutes * MINUTE_MS;
      await database.transaction(async ({ client }) => {
        await saveIdleAwayMs(client, ms);
        if (breaks) await saveBreaks(client, breaks);
      });
      desk.wake.publish("outbox");
      return { idleAwayMinutes, breaks: [...(await findBreaks(pool))] };
    },
  };
}

function takenBackViewOf(reading: TakenBackReading): TakenBackView {
  const { at, absentSince, ...rest } = reading;
  return {
    ...rest,
    at: iso(at),
    absentSince: iso(absentSince),
  };
}
