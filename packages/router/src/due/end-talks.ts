import { endTalk, type NewId } from "@circuito/domain";
import {
  type Database,
  loadQueueLengths,
  loadRoutingConfiguration,
  lockTalks,
  saveEndedTalks,
  takeDue,
} from "@circuito/store";
import { RULE_SENSES } from "../rules/rule-senses.ts";
import type { DueDependencies } from "./due-handlers.ts";
import type { DueHandler } from "./due-work.ts";

/** Customers who did not answer the attendant in time are handed over to people. */
export function endTalks({ database, bus, newId, now }: DueDependencies): DueHandler {
  return async (ids) => {
    const queueIds = await endInTime(database, ids, { newId, now: now() });
    if (queueIds.length === 0) return;
    bus.wake.publish("outbox");
    await bus.jobs.nudge("assign", queueIds);
  };
}

/** @returns the queues in which somebody new waits */
async function endInTime(
  database: Database,
  ids: readonly string[],
  { newId, now }: { readonly newId: NewId; readonly now: number },
): Promise<readonly string[]> {
  const configuration = await loadRoutingConfiguration(database);
  return database.transaction(async ({ client }) => {
    const talks = await lockTalks(client, ids);
    // Whose answer is not routed yet is looked at again when it is: the sweeper brings what stays due.
    const heard = ids.filter((id) => !talks.get(id)?.isUnheard);
    const due = await takeDue(client, "attendant", heard, now);
    const over = due.flatMap((id) => talks.get(id) ?? []);
    if (over.length === 0) return [];
    const context = {
      ...configuration,
      ...RULE_SENSES,
      queueLengths: await loadQueueLengths(client, configuration.lengthsAsked),
      newId,
    };
    const ended = over.map(({ conversation, contact }) =>
      endTalk(conversation, contact, now, context),
    );
    await saveEndedTalks(client, ended, now);
    return [...new Set(ended.flatMap(({ conversation }) => conversation.queueId ?? []))];
  });
}
