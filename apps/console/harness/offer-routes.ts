import type { AgentView } from "@circuito/protocol";
import { Refused, type World } from "./world.ts";

/** What is held out to somebody, and their answer. */
export function answerOffer(
  name: "listOffers" | "acceptOffer" | "declineOffer",
  world: World,
  who: AgentView,
  id: string,
): unknown {
  const own = [...world.offers.values()].filter(({ agentId }) => agentId === who.id);
  if (name === "listOffers") {
    return { items: own.filter(({ state }) => state === "pending"), nextCursor: null };
  }
  const offer = own.find((one) => one.id === id);
  if (offer === undefined) throw new Refused("not-found");
  if (offer.state !== "pending") throw new Refused("conflict", { because: "offer-over" });
  if (name === "declineOffer") {
    world.offer({ ...offer, state: "declined" });
    return {};
  }
  const { id: conversationId, epoch } = world.conversation(offer.conversation.id);
  const conversation = world.change(conversationId, {
    assignee: { id: who.id, name: who.name },
    epoch: epoch + 1,
  });
  world.offer({ ...offer, state: "accepted" });
  return conversation;
}
