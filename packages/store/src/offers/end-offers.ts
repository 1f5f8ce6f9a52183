import type {
  AgentId,
  ConversationId,
  OfferEnd,
  OfferId,
  OfferState,
  QueueId,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { clearDue } from "../due/due.ts";
import { type Notice, writeNotices } from "../notices.ts";
import { noteOffers, type OfferNote } from "./note-offers.ts";

interface Ended {
  readonly id: OfferId;
  readonly conversation_id: ConversationId;
  readonly queue_id: QueueId;
  readonly agent_id: AgentId;
}

/**
 * Ends what is offered of a conversation that is no longer as it was: accepted by whoever has it now,
 * taken back from anybody else. Who has it is told by the conversation's own line.
 * @returns the agents who have room again
 */
export async function settleOffersOf(
  tx: Queryable,
  conversationId: ConversationId,
  ownerId: AgentId | undefined,
  now: number,
): Promise<readonly AgentId[]> {
  if (ownerId !== undefined) {
    const accepted = await end(
      tx,
      "conversation_id = $4 and agent_id = $5",
      [conversationId, ownerId],
      { state: "accepted", because: "accepted-it", now },
    );
    await writeNotices(tx, accepted.map(noticeOfOffer));
  }
  return await rescindOffersOf(tx, [conversationId], ownerId ? "taken" : "elsewhere", now);
}

/** @param reason the agent's own words */
export async function declineOffer(
  tx: Queryable,
  id: OfferId,
  reason: string,
  now: number,
): Promise<void> {
  const ended = await end(tx, "id = $4", [id], {
    state: "declined",
    because: "gave-a-reason",
    now,
  });
  await tx.query({
    name: "keep-decline-reason",
    text: "update offers set reason = $2 where id = $1",
    values: [id, reason],
  });
  await noteOffers(tx, notesOf(ended, "offer-declined", "gave-a-reason", { reason }));
}

export async function missOffer(tx: Queryable, id: OfferId, now: number): Promise<void> {
  const ended = await end(tx, "id = $4", [id], { state: "missed", because: "time-over", now });
  await noteOffers(tx, notesOf(ended, "offer-missed", "time-over"));
}

type Rescinded = Exclude<OfferEnd, "accepted-it" | "gave-a-reason" | "time-over">;

/** Takes back what is offered of these conversations. @returns the agents who have room again */
export async function rescindOffersOf(
  tx: Queryable,
  conversationIds: readonly string[],
  because: Rescinded,
  now: number,
): Promise<readonly AgentId[]> {
  const ended = await end(tx, "conversation_id = any($4::uuid[])", [conversationIds], {
    state: "rescinded",
    because,
    now,
  });
  await noteOffers(tx, notesOf(ended, "offer-rescinded", because));
  return [...new Set(ended.map((offer) => offer.agent_id))];
}

/** Takes back everything that is offered to somebody. @returns the queues it waits in again */
export async function rescindOffersTo(
  tx: Queryable,
  agentId: string,
  because: Rescinded,
  now: number,
): Promise<readonly QueueId[]> {
  const ended = await end(tx, "agent_id = $4", [agentId], { state: "rescinded", because, now });
  await noteOffers(tx, notesOf(ended, "offer-rescinded", because));
  return [...new Set(ended.map((offer) => offer.queue_id))];
}

async function end(
  tx: Queryable,
  where: string,
  values: readonly unknown[],
  { state, because, now }: { state: OfferState; because: OfferEnd; now: number },
): Promise<readonly Ended[]> {
  const { rows } = await tx.query<Ended>({
    text: `update offers set state = $1, ended_because = $2, ended_at = $3
      where state = 'pending' and ${where}
      returning id, conversation_id, queue_id, agent_id`,
    values: [state, because, new Date(now).toISOString(), ...values],
  });
  const ids = rows.map((row) => row.id);
  await clearDue(tx, "offer", ids);
  return rows;
}

function noticeOfOffer(offer: Ended): Notice {
  return {
    type: "offer.changed",
    subjectId: offer.id,
    conversationId: offer.conversation_id,
    audience: [offer.agent_id],
  };
}

function notesOf(
  ended: readonly Ended[],
  kind: OfferNote["kind"],
  because: string,
  data: Readonly<Record<string, unknown>> = {},
): readonly OfferNote[] {
  return ended.map((offer) => ({
    offerId: offer.id,
    conversationId: offer.conversation_id,
    queueId: offer.queue_id,
    agentId: offer.agent_id,
    kind,
    because,
    data: { agentId: offer.agent_id, ...data },
  }));
}
