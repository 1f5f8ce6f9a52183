import type { Offer } from "@circuito/domain";
import type { ConversationView, OfferView } from "@circuito/protocol";
import { withoutContent } from "./views.ts";

/** @param conversation the one that is offered, as it is now */
export function offerViewOf(offer: Offer, conversation: ConversationView): OfferView {
  return {
    id: offer.id,
    agentId: offer.agentId,
    queueId: offer.queueId,
    state: offer.state,
    offeredAt: new Date(offer.offeredAt).toISOString(),
    expiresAt: new Date(offer.expiresAt).toISOString(),
    conversation: offer.state === "pending" ? conversation : withoutContent(conversation),
  };
}
