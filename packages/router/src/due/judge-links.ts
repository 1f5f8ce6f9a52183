import { decideLink } from "@circuito/domain";
import {
  findDueLink,
  findVerdict,
  linkElsewhere,
  lockPersons,
  mergePersons,
  PersonsMoved,
  personsTransaction,
  settleLink,
  type Transaction,
  takeDue,
} from "@circuito/store";
import type { DueDependencies } from "./due-handlers.ts";
import type { DueHandler } from "./due-work.ts";

/**
 * Two contacts may be one person, says a signature or a channel: merged where the evidence is strong,
 * a suggestion where it is not. Each in its own transaction, since it locks both.
 */
export function judgeLinks({ database, bus, newId, now }: DueDependencies): DueHandler {
  return async (ids) => {
    const failures: unknown[] = [];
    for (const id of ids) {
      await personsTransaction(database, (tx) => judgeLink(tx, id, { newId, now })).catch(
        (failure: unknown) => failures.push(failure),
      );
    }
    bus.wake.publish("outbox");
    // The others are judged; these stay due.
    if (failures.length > 0) throw failures[0];
  };
}

async function judgeLink(
  { client }: Transaction,
  id: string,
  { newId, now }: Pick<DueDependencies, "newId" | "now">,
): Promise<void> {
  const [taken] = await takeDue(client, "link", [id], now());
  const link = taken === undefined ? undefined : await findDueLink(client, id);
  if (!link) return;
  if (link.intoId === link.fromId) return settleLink(client, id, "gone");

  const persons = await lockPersons(client, [link.intoId, link.fromId]);
  const into = persons.get(link.intoId);
  const from = persons.get(link.fromId);
  if (!into || !from) return settleLink(client, id, "gone");
  if (into.mergedIntoId ?? from.mergedIntoId) {
    throw new PersonsMoved(`link ${id} is between others now`);
  }
  const isShared = [...into.addresses, ...from.addresses].some(
    ({ address, shared }) => shared && address === link.address,
  );
  const verdict = await findVerdict(client, into.id, from.id);
  const { evidence, because } = link;
  const decision = decideLink(into, from, { evidence, because, isShared }, verdict);
  switch (decision.kind) {
    case "merge": {
      const merge = { id: newId(), at: now() };
      await mergePersons(client, into, from, { ...merge, evidence, because });
      await linkElsewhere(client, into.id, merge);
      return settleLink(client, id, "gone");
    }
    case "suggest":
      return settleLink(client, id, "suggested");
    case "none":
      return settleLink(client, id, "gone");
  }
}
