import type { AgentId, ConversationId, OfferId, QueueId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { type Notice, writeNotices } from "../notices.ts";

/** What happened to an offer, as the conversation's story tells it. */
export interface OfferNote {
  readonly offerId: OfferId;
  readonly conversationId: ConversationId;
  readonly queueId: QueueId;
  readonly agentId: AgentId;
  readonly kind: "offered" | "offer-declined" | "offer-missed" | "offer-rescinded";
  readonly because: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Writes a line of the story for each, and tells the agent and the queue. */
export async function noteOffers(tx: Queryable, notes: readonly OfferNote[]): Promise<void> {
  if (notes.length === 0) return;
  const { rows } = await tx.query<{ id: string; place: number }>({
    name: "note-offers",
    text: `insert into activities (conversation_id, kind, actor_id, data, because)
      select conversation_id, kind, actor_id, data, because
      from unnest($1::uuid[], $2::text[], $3::uuid[], $4::jsonb[], $5::text[])
        with ordinality as n(conversation_id, kind, actor_id, data, because, place)
      order by place
      returning id`,
    values: [
      notes.map((n) => n.conversationId),
      notes.map((n) => n.kind),
      // Of all of them only declining is something that the agent did.
      notes.map((n) => (n.kind === "offer-declined" ? n.agentId : null)),
      notes.map((n) => JSON.stringify(n.data)),
      notes.map((n) => n.because),
    ],
  });
  await writeNotices(tx, [
    ...notes.map(
      (n): Notice => ({
        type: "offer.changed",
        subjectId: n.offerId,
        conversationId: n.conversationId,
        audience: [n.agentId],
      }),
    ),
    ...notes.flatMap((n, i): Notice[] => {
      const row = rows[i];
      if (!row) return [];
      return [
        {
          type: "activity.created",
          subjectId: row.id,
          conversationId: n.conversationId,
          audience: [n.queueId],
        },
      ];
    }),
  ]);
}
