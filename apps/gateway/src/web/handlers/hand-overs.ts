import { findArrival, listHops, listHopsToMind } from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { hopsViewOf, hopViewOf } from "../hop-views.ts";
import { nothingHere, visibleConversation } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

/** The hand-overs of a conversation, and those that a supervisor should look at. */
export function handOverHandlers(
  parts: WebParts,
): Pick<Handlers, "listHops" | "listHandOversToMind"> {
  const { pool } = parts.database;
  return {
    async listHops({ who, params }) {
      const { id } = await visibleConversation(parts, who, params.id);
      const hops = await listHops(pool, id);
      const arrival = await findArrival(pool, id, hops[0]);
      if (!arrival) throw nothingHere();
      return hopsViewOf(arrival, hops, parts.desk.now());
    },
    async listHandOversToMind() {
      const now = parts.desk.now();
      const hops = await listHopsToMind(pool, now);
      return {
        items: hops.map(({ protocol, contactName, ...hop }) => ({
          ...hopViewOf(hop, now),
          protocol,
          contactName,
        })),
      };
    },
  };
}
