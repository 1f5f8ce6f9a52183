import { listAgents, listQueues } from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { agentViewOf, queueViewOf } from "../views.ts";
import type { WebParts } from "../web-parts.ts";

export function peopleHandlers(parts: WebParts): Pick<Handlers, "listQueues" | "listAgents"> {
  const { pool } = parts.database;
  return {
    async listQueues() {
      return { items: (await listQueues(pool)).map(queueViewOf), nextCursor: null };
    },

    async listAgents() {
      return { items: (await listAgents(pool)).map(agentViewOf), nextCursor: null };
    },
  };
}
