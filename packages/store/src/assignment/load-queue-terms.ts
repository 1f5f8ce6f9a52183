import type { Channel, QueueId, QueueTerms, Strategy } from "@circuito/domain";
import type { Queryable } from "../database.ts";

interface TermsRow {
  id: QueueId;
  strategy: Strategy;
  offer_live_ms: number | null;
  offer_async_ms: number | null;
  sticky_hold_ms: number;
  weights: Record<Channel, number> | null;
}

/** How each of these queues hands out its conversations; what is no queue is left out. */
export async function loadQueueTerms(
  q: Queryable,
  queueIds: readonly QueueId[],
): Promise<ReadonlyMap<QueueId, QueueTerms>> {
  const { rows } = await q.query<TermsRow>({
    name: "load-queue-terms",
    text: `select id, strategy, offer_live_ms, offer_async_ms, sticky_hold_ms,
        (select jsonb_object_agg(channel, weight) from channel_weights) as weights
      from queues where id = any($1::uuid[])`,
    values: [queueIds],
  });
  return new Map(rows.map((row) => [row.id, termsOf(row)]));
}

function termsOf(row: TermsRow): QueueTerms {
  return {
    strategy: row.strategy,
    offerLiveMs: row.offer_live_ms ?? undefined,
    offerAsyncMs: row.offer_async_ms ?? undefined,
    stickyHoldMs: row.sticky_hold_ms,
    weights: row.weights ?? {},
  };
}
