import { setPresence } from "@circuito/desk";
import { listAgents, listQueues, loadAgentViews } from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { problemOfRefusal } from "../refusal-problem.ts";
import { agentViewOf, queueViewOf } from "../views.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

export function peopleHandlers(
  parts: WebParts,
): Pick<Handlers, "listQueues" | "listAgents" | "setPresence"> {
  const { pool } = parts.database;
  return {
    async listQueues() {
      return { items: (await listQueues(pool)).map(queueViewOf), nextCursor: null };
    },

    async listAgents() {
      return { items: (await listAgents(pool)).map(agentViewOf), nextCursor: null };
    },

    async setPresence({ who, params, body }) {
      const set = await setPresence(parts.desk, who, { agentId: params.id, ...body });
      if (set.kind === "refused") throw problemOfRefusal(set);
      const [view] = await loadAgentViews(pool, [set.agentId]);
      if (!view) throw nothingHere();
      return agentViewOf(view);
    },
  };
}
