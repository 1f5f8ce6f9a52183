import type { Address, AgentId, ConversationId, InboxId, QueueId } from "@circuito/domain";
import type { Queryable } from "./database.ts";
import { unseen } from "./one-plan.ts";
import type { outbox } from "./schema/index.ts";

/** Something changed: which thing, and whose business it is. Carries no content. */
export interface Notice {
  readonly type: (typeof outbox.$inferInsert)["type"];
  readonly subjectId: string;
  readonly conversationId?: ConversationId;
  /** Queues and agents concerned, those it leaves included. */
  readonly audience: readonly (QueueId | AgentId)[];
  /** Given when the customer may see it too. */
  readonly customer?: string;
}

/** Names a contact point in one inbox: what a customer's own sockets listen for. */
export function customerKey(inbox: InboxId, address: Address): string {
  return `${inbox} ${address}`;
}

/** Writes notices in the transaction that made the change (design, invariant 11). */
export async function writeNotices(tx: Queryable, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return;
  await tx.query({
    name: "write-notices",
    text: `insert into outbox (type, subject_id, conversation_id, audience, customer)
      select type, subject_id, conversation_id, audience::uuid[], customer
      from unnest(${unseen("$1", "text[]")}, $2::text[], $3::uuid[], $4::text[], $5::text[])
        with ordinality as n(type, subject_id, conversation_id, audience, customer, place)
      order by place`,
    values: [
      notices.map((n) => n.type),
      notices.map((n) => n.subjectId),
      notices.map((n) => n.conversationId ?? null),
      // An array of arrays of different lengths does not unnest: each goes as its literal.
      notices.map((n) => `{${n.audience.join(",")}}`),
      notices.map((n) => n.customer ?? null),
    ],
  });
}
