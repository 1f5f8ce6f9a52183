import { actOnTellings } from "@circuito/domain";
import {
  lockForTellings,
  lockPromises,
  rescindOffersOf,
  restartPlans,
  savePromises,
  saveTellings,
  takeDue,
} from "@circuito/store";
import type { DueDependencies } from "../due/due-handlers.ts";
import type { DueHandler } from "../due/due-work.ts";
import { foldStories } from "./fold-stories.ts";
import { lookAgain } from "./look-again.ts";

/**
 * A promise's moment came: 75, 100 or 150 % of its time. What really is due is worked out anew from
 * the story, so that a stale time tells nothing; what is told is a line of the story, so that nobody
 * tells it again.
 */
export function actOnPromises(dependencies: DueDependencies): DueHandler {
  const { database, bus, now } = dependencies;
  return async (ids) => {
    const at = now();
    const done = await database.transaction(async ({ client }) => {
      // First, as the follower does: it sets the times that are taken here.
      await lockPromises(client, ids);
      const due = await takeDue(client, "sla", ids, at);
      if (due.length === 0) return undefined;
      const locked = await lockForTellings(client, due);
      const { folded, failed, termsOf, levelOf } = await foldStories(client, due, at);
      // Its time must not be lost: it stays due, and its neighbours are tried without it.
      if (failed.length > 0) throw new Error(`${failed.length} stories could not be folded`);
      const told = locked.flatMap((before) => {
        const one = folded.find(({ conversationId }) => conversationId === before.id);
        const terms = one && termsOf(one);
        if (!one || !terms || one.promises.tellings.length === 0) return [];
        return [{ before, acted: actOnTellings(before, one.promises.tellings, terms, levelOf) }];
      });
      await saveTellings(client, told, at);
      const moved = told.filter(({ acted }) => acted.isMoved);
      const movedIds = moved.map(({ before }) => before.id);
      await rescindOffersOf(client, movedIds, "elsewhere", at);
      await restartPlans(client, movedIds, at);
      // Once more, with what was told: the next time is set, and a move is seen.
      const toldIds = new Set<string>(told.map(({ before }) => before.id));
      const again = await foldStories(client, [...toldIds], at);
      const untold = folded.filter(({ conversationId }) => !toldIds.has(conversationId));
      const looks = await savePromises(client, [...untold, ...again.folded]);
      const queues = moved.flatMap(({ acted }) => acted.after.queueId ?? []);
      return { looks, queues };
    });
    if (!done) return;
    bus.wake.publish("outbox");
    await bus.jobs.nudge("assign", [...new Set(done.queues)]);
    await lookAgain(bus.jobs, done.looks);
  };
}
