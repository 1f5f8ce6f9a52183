import { markOverdueHops, takeDue } from "@circuito/store";
import type { DueDependencies } from "./due-handlers.ts";
import type { DueHandler } from "./due-work.ts";

/** Nobody took a hand-over in time: it is marked, and whoever sent it and the supervisors are told. */
export function acceptOverdue({ database, bus, now }: DueDependencies): DueHandler {
  return async (conversationIds) => {
    const marked = await database.transaction(async ({ client }) => {
      const at = now();
      const due = await takeDue(client, "hand-over", conversationIds, at);
      return markOverdueHops(client, due, at);
    });
    if (marked > 0) bus.wake.publish("outbox");
  };
}
