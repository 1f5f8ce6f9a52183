import type { OfferView } from "@circuito/protocol";
import { putConversations, putOffers } from "@circuito/realtime";
import { useMemo } from "react";
import { api } from "../api/client.ts";
import { ApiError } from "../api/request.ts";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useInboxWays } from "../workspace/navigation.ts";
import { focusSoon } from "../workspace/panes.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";

/** Yes leads to the conversation; no goes with a reason. Either way the card goes at once. */
export function useAnswerOffer() {
  const workspace = useWorkspace();
  const ways = useInboxWays();
  const t = useT();
  return useMemo(() => {
    const settle = (offer: OfferView, state: OfferView["state"]) =>
      workspace.cache.change((held) => putOffers(held, [{ ...offer, state }]));
    const fail = (offer: OfferView, error: unknown) => {
      const isOver = error instanceof ApiError && error.code === "conflict";
      // Nothing more can come of it, whatever the reason.
      if (isOver || (error instanceof ApiError && error.code === "capacity-full")) {
        settle(offer, "rescinded");
      }
      const text = isOver ? t("offer.over") : errorText(error);
      workspace.toasts.add({ text, tone: "danger" });
    };
    return {
      async accept(offer: OfferView): Promise<void> {
        try {
          const conversation = await api.acceptOffer(offer.id);
          workspace.cache.change((held) => putConversations(held, [conversation]));
          settle(offer, "accepted");
          ways.open(conversation.id);
          focusSoon("composer");
        } catch (error) {
          fail(offer, error);
        }
      },
      async decline(offer: OfferView, reason: string): Promise<void> {
        try {
          await api.declineOffer(offer.id, reason);
          settle(offer, "declined");
        } catch (error) {
          fail(offer, error);
        }
      },
    };
  }, [workspace, ways, t]);
}
