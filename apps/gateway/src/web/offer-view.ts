import type { Offer } from "@circuito/domain";
import type { ConversationView, OfferView } from "@circuito/protocol";
import { iso } from "./instants.ts";
import { withoutContent } from "./views.ts";

/** @param conversation the one that is offered, as it is now */
export function offerViewOf(offer: Offer, conversation: ConversationView): OfferView {
  return {
    id: offer.id,
    agentId: offer.agentId,
    queueId: offer.queueId,
    state: offer.state,
    offeredAt: iso(offer.offeredAt),
    expiresAt: iso(offer.expiresAt),
    conversation: offer.state === "pending" ? conversation : withoutContent(conversation),
  };
}
