import {
  afterClaim,
  nameOfFreeAgent,
  type Offer,
  type Principal,
  refuseAnswer,
  refuseClaim,
} from "@circuito/domain";
import {
  findOffer,
  lockAgent,
  lockDeskConversation,
  lockOffer,
  noteAssignment,
  rescindOffersOf,
  type Transaction,
} from "@circuito/store";
import { saveChange } from "./change.ts";
import { conflict } from "./conflict.ts";
import type { Desk } from "./desk.ts";
import { type Done, done } from "./done.ts";
import { type Acted, inTransaction } from "./owner-act.ts";
import { NOT_FOUND, type Refusal } from "./refusal.ts";

export interface OfferInput {
  readonly offerId: string;
}

/**
 * Takes what was offered. Offer, epoch and capacity are looked at under the locks of the agent, the
 * conversation and the offer: of all who could take it, one does.
 */
export async function acceptOffer(
  desk: Desk,
  who: Principal,
  input: OfferInput,
): Promise<Done | Refusal> {
  const asked = await findOffer(desk.database.pool, input.offerId);
  // Somebody else's offer does not exist for them.
  if (!asked || asked.agentId !== who.id) return NOT_FOUND;
  return inTransaction(desk, (tx) => take(desk, tx, who, asked));
}

async function take(desk: Desk, tx: Transaction, who: Principal, asked: Offer): Promise<Acted> {
  const now = desk.now();
  const held = await lockAgent(tx.client, asked.agentId, asked.conversationId);
  const before = await lockDeskConversation(tx, asked.conversationId);
  const offer = await lockOffer(tx.client, asked.id);
  if (!held || !before || !offer) return { result: NOT_FOUND };
  if (before.assigneeId === offer.agentId) return { result: done(before) };
  if (refuseAnswer(offer, offer.agentId, now)) {
    return { result: await conflict(tx.client, before, "offer-over") };
  }
  const refusal = refuseClaim(before, who, { epoch: offer.epoch, held });
  if (refusal === undefined) {
    await noteAssignment(tx.client, offer.agentId, before.channel, now);
    const after = afterClaim(before, offer.agentId, now);
    const data = { agentId: offer.agentId, offerId: offer.id };
    const activity = { kind: "assigned", because: "accepted-offer", data };
    return {
      result: done(after),
      nudges: await saveChange(tx, who, { before, after, activity }, now),
    };
  }
  // It cannot be theirs any more: whoever could have it is looked for now and not at its time-out.
  const because =
    refusal === "capacity-full" ? "no-room" : refusal === "other-owner" ? "taken" : "elsewhere";
  const free = await rescindOffersOf(tx.client, [before.id], because, now);
  const nudges = { assign: [offer.queueId, ...free.map(nameOfFreeAgent)], deliver: [] };
  if (refusal === "capacity-full") {
    return { result: { kind: "refused", code: "capacity-full", because: "at-capacity" }, nudges };
  }
  return { result: await conflict(tx.client, before, "offer-over"), nudges };
}
