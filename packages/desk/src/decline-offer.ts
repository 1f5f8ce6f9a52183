import { nameOfFreeAgent, type Principal, refuseAnswer } from "@circuito/domain";
import {
  declineOffer as endOffer,
  findOffer,
  lockDeskConversation,
  lockOffer,
} from "@circuito/store";
import type { OfferInput } from "./accept-offer.ts";
import { conflict } from "./conflict.ts";
import type { Desk } from "./desk.ts";
import { type Done, done } from "./done.ts";
import { inTransaction } from "./owner-act.ts";
import { NOT_FOUND, type Refusal } from "./refusal.ts";

export interface DeclineInput extends OfferInput {
  readonly reason: string;
}

/** Says why not: it goes to somebody else, and does not come back to them for a while. */
export async function declineOffer(
  desk: Desk,
  who: Principal,
  input: DeclineInput,
): Promise<Done | Refusal> {
  const asked = await findOffer(desk.database.pool, input.offerId);
  if (!asked || asked.agentId !== who.id) return NOT_FOUND;
  return inTransaction(desk, async (tx) => {
    const now = desk.now();
    const conversation = await lockDeskConversation(tx, asked.conversationId);
    const offer = await lockOffer(tx.client, asked.id);
    if (!conversation || !offer) return { result: NOT_FOUND };
    if (offer.state === "declined") return { result: done(conversation) };
    if (refuseAnswer(offer, who.id, now)) {
      return { result: await conflict(tx.client, conversation, "offer-over") };
    }
    await endOffer(tx.client, offer.id, input.reason, now);
    const nudges = { assign: [offer.queueId, nameOfFreeAgent(offer.agentId)], deliver: [] };
    return { result: done(conversation), nudges };
  });
}
