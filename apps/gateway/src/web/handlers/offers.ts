import { cleanText } from "@circuito/connector";
import { acceptOffer, declineOffer } from "@circuito/desk";
import { listPendingOffers, loadConversationViews } from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { offerViewOf } from "../offer-view.ts";
import { problemOfRefusal } from "../refusal-problem.ts";
import { conversationViewOf } from "../views.ts";
import type { WebParts } from "../web-parts.ts";

/** What is held out to somebody, and their answer. */
export function offerHandlers({
  desk,
  database,
}: WebParts): Pick<Handlers, "listOffers" | "acceptOffer" | "declineOffer"> {
  const { pool } = database;
  return {
    async listOffers({ who }) {
      const offers = await listPendingOffers(pool, who.id);
      const ids = offers.map((offer) => offer.conversationId);
      const views = new Map(
        (await loadConversationViews(pool, ids)).map((view) => [view.id, view]),
      );
      const items = offers.flatMap((offer) => {
        const conversation = views.get(offer.conversationId);
        return conversation ? [offerViewOf(offer, conversationViewOf(conversation))] : [];
      });
      return { items, nextCursor: null };
    },

    async acceptOffer({ who, params }) {
      const taken = await acceptOffer(desk, who, { offerId: params.id });
      if (taken.kind === "refused") throw problemOfRefusal(taken);
      const [view] = await loadConversationViews(pool, [taken.conversationId]);
      if (!view) throw new Error(`read conversation ${taken.conversationId} after it was accepted`);
      return conversationViewOf(view);
    },

    async declineOffer({ who, params, body }) {
      const declined = await declineOffer(desk, who, {
        offerId: params.id,
        reason: cleanText(body.reason),
      });
      if (declined.kind === "refused") throw problemOfRefusal(declined);
      return {};
    },
  };
}
