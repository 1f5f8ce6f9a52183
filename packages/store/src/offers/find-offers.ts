import type { AgentId, Offer, OfferState } from "@circuito/domain";
import type { Queryable } from "../database.ts";

interface OfferRow extends Omit<Offer, "offeredAt" | "expiresAt"> {
  readonly offeredAt: Date;
  readonly expiresAt: Date;
}

const OFFER_COLUMNS = `o.id, o.conversation_id as "conversationId", o.agent_id as "agentId",
  o.queue_id as "queueId", o.channel, o.epoch, o.state, o.offered_at as "offeredAt",
  o.expires_at as "expiresAt"`;

function offerOf(row: OfferRow): Offer {
  return {
    ...row,
    offeredAt: row.offeredAt.getTime(),
    expiresAt: row.expiresAt.getTime(),
  };
}

export async function findOffer(q: Queryable, id: string): Promise<Offer | undefined> {
  const { rows } = await q.query<OfferRow>({
    name: "find-offer",
    text: `select ${OFFER_COLUMNS} from offers o where o.id = $1`,
    values: [id],
  });
  return rows[0] && offerOf(rows[0]);
}

/**
 * Locks an offer and returns it as it is now. Whoever also locks its agent or its conversation locks
 * them before, in that order.
 */
export async function lockOffer(tx: Queryable, id: string): Promise<Offer | undefined> {
  const { rows } = await tx.query<OfferRow>({
    name: "lock-offer",
    text: `select ${OFFER_COLUMNS} from offers o where o.id = $1 for update`,
    values: [id],
  });
  return rows[0] && offerOf(rows[0]);
}

/** What is held out to an agent now, oldest first. */
export async function listPendingOffers(q: Queryable, agentId: string): Promise<readonly Offer[]> {
  const { rows } = await q.query<OfferRow>({
    name: "list-pending-offers",
    text: `select ${OFFER_COLUMNS} from offers o
      where o.agent_id = $1 and o.state = 'pending' order by o.offered_at, o.id`,
    values: [agentId],
  });
  return rows.map(offerOf);
}

export async function loadOffers(q: Queryable, ids: readonly string[]): Promise<readonly Offer[]> {
  if (ids.length === 0) return [];
  const { rows } = await q.query<OfferRow>({
    name: "load-offers",
    text: `select ${OFFER_COLUMNS} from offers o where o.id = any($1::uuid[])`,
    values: [ids],
  });
  return rows.map(offerOf);
}

/** How the last offers to somebody ended since they last said what they want, newest first. */
export async function lastOfferEnds(
  q: Queryable,
  agentId: AgentId,
  limit: number,
): Promise<readonly OfferState[]> {
  const { rows } = await q.query<{ state: OfferState }>({
    name: "last-offer-ends",
    text: `select o.state from offers o join agents a on a.id = o.agent_id
      where o.agent_id = $1 and o.state in ('accepted','declined','missed')
        and o.offered_at >= a.wanted_since
      order by o.ended_at desc limit $2`,
    values: [agentId, limit],
  });
  return rows.map((row) => row.state);
}
