import type { Address, InboxId } from "@circuito/domain";
import { type Database, findPointConversation } from "@circuito/store";
import type { Log } from "../log/log.ts";
import { onVolatile, publishVolatile, type VolatileWake } from "../web/agents/volatile.ts";
import type { CustomerFeed } from "./customer-feed.ts";

/** Makes the function that tells agents, on every node, that a customer writes right now. */
export function tellAgentsTyping(database: Database, wake: VolatileWake, log: Log) {
  return (inboxId: InboxId, address: Address): void => {
    findPointConversation(database.pool, { inboxId, address })
      .then((conversation) => {
        if (!conversation) return;
        publishVolatile(wake, {
          type: "typing",
          conversationId: conversation.id,
          who: conversation.contactName ?? "",
          kind: "contact",
          room: "reply",
        });
      })
      .catch((error: unknown) => log.debug("typing not told", { error }));
  };
}

/** Tells customers of this node that an agent writes to them; what colleagues write is not theirs. */
export function tellCustomersTyping(feed: CustomerFeed, wake: VolatileWake): () => void {
  return onVolatile(wake, (told) => {
    if (told.type === "typing" && told.kind === "agent" && told.room === "reply") {
      feed.takeTyping(told.conversationId, told.who);
    }
  });
}
