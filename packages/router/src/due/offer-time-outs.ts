import {
  isWaitingForAgent,
  judgeTimeOut,
  MISSES_MAX,
  missesTooMany,
  nameOfFreeAgent,
  timeOutAt,
} from "@circuito/domain";
import {
  findOffer,
  lastOfferEnds,
  lockAgent,
  lockDeskConversation,
  lockOffer,
  missOffer,
  rescindOffersOf,
  rescindOffersTo,
  sendAwayForMisses,
  setDue,
  type Transaction,
  takeDue,
} from "@circuito/store";
import type { DueDependencies } from "./due-handlers.ts";
import type { DueHandler } from "./due-work.ts";

/** The window of an offer is over: it goes to somebody else. Each is a transaction of its own. */
export function offerTimeOuts({ database, bus, now }: DueDependencies): DueHandler {
  return async (ids) => {
    for (const id of ids) {
      const work = await database.transaction((tx) => timeOut(tx, id, now()));
      if (work.length === 0) continue;
      bus.wake.publish("outbox");
      await bus.jobs.nudge("assign", work);
    }
  };
}

/** @returns what is to be served again: queues and agents, as `assign` jobs name them */
async function timeOut(tx: Transaction, id: string, now: number): Promise<readonly string[]> {
  const { client } = tx;
  const asked = await findOffer(client, id);
  if (!asked) return [];
  // The agent before the conversation, and the offer last: as everybody who locks them.
  await lockAgent(client, asked.agentId);
  const conversation = await lockDeskConversation(tx, asked.conversationId);
  const offer = await lockOffer(client, id);
  // Its time after its row: whoever answers an offer clears its time in that order.
  if ((await takeDue(client, "offer", [id], now)).length === 0) return [];
  if (!conversation || offer?.state !== "pending") return [];
  const verdict = judgeTimeOut(
    offer,
    {
      isWaiting: isWaitingForAgent(conversation),
      isOwned: conversation.assigneeId !== undefined,
      epoch: conversation.epoch,
      queueId: conversation.queueId,
    },
    now,
  );
  switch (verdict) {
    case "not-yet":
      await setDue(client, [{ kind: "offer", id, at: timeOutAt(offer) }]);
      return [];
    case "taken":
    case "elsewhere":
      await rescindOffersOf(client, [conversation.id], verdict, now);
      return [nameOfFreeAgent(offer.agentId)];
    case "missed":
      break;
  }
  await missOffer(client, offer.id, now);
  const ends = await lastOfferEnds(client, offer.agentId, MISSES_MAX);
  if (!missesTooMany(ends)) return [offer.queueId, nameOfFreeAgent(offer.agentId)];
  // Not there, whatever they said: they are told why, and choose when they are back.
  await sendAwayForMisses(client, offer.agentId);
  const again = await rescindOffersTo(client, offer.agentId, "not-available", now);
  return [...new Set([offer.queueId, ...again])];
}
