import { contentHash, type HistoryEvent } from "../journal.ts";
import type { FinalRead } from "./final-read.ts";
import { lostStretches, stretchOf } from "./lost-stretches.ts";
import { Findings, type Verdict } from "./verdict.ts";

/**
 * O4 for agents' sockets: each observer was told of every message, customers' in order, as it is stored.
 * Observers were connected before the load began and may see every conversation.
 *
 * - unseen: stored, never told
 * - regression: a customer's message, told for the first time after a later one of the same conversation
 * - divergence: told of another place or other words than are stored
 *
 * An observer that was away for too long is told to fetch its lists anew, which this journal does not show:
 * what was noticed meanwhile is `leftToFetch`, and everything before and after is judged.
 *
 * `overtaken` counts tellings of our own and of customers' messages, written at the same time, in the order in
 * which their transactions began: a console puts them where their `seq` says.
 */
export function checkObservers(
  history: readonly HistoryEvent[],
  read: FinalRead,
  seenMin: number,
): Verdict {
  const findings = new Findings(["unseen", "regression", "divergence"]);
  const stored = describeStored(read);
  const lost = lostStretches(history);
  const figures = {
    ...{ observers: 0, told: 0, toldAgain: 0, overtaken: 0 },
    ...{ lostPositions: 0, leftToFetch: 0 },
  };

  for (const [observer, events] of groupByActor(history)) {
    figures.observers++;
    const seen = new Set<string>();
    const newest = new Map<string, { readonly seq: number; readonly ofCustomer: number }>();
    for (const event of events) {
      figures.told++;
      const id = String(event.extra.messageId);
      const seq = Number(event.extra.seq);
      const told = `${event.conv_hint}#${seq}`;
      const truth = stored.get(id);
      if (truth?.place !== told || truth.hash !== event.hash) {
        findings.add("divergence", `${observer} was told that ${id} is ${told}`);
      }
      if (seen.has(id)) {
        figures.toldAgain++;
        continue;
      }
      seen.add(id);
      const before = newest.get(event.conv_hint) ?? { seq: 0, ofCustomer: 0 };
      const isCustomers = truth?.isCustomers ?? false;
      if (isCustomers && seq < before.ofCustomer) {
        findings.add("regression", `${observer}: ${id} is ${told}`);
      } else if (seq < before.seq) figures.overtaken++;
      newest.set(event.conv_hint, {
        seq: Math.max(seq, before.seq),
        ofCustomer: isCustomers ? Math.max(seq, before.ofCustomer) : before.ofCustomer,
      });
    }
    const stretches = lost.get(observer) ?? [];
    figures.lostPositions += stretches.length;
    for (const [id, { noticedAt }] of stored) {
      if (seen.has(id)) continue;
      if (stretchOf(stretches, noticedAt)) figures.leftToFetch++;
      else findings.add("unseen", `${observer} was never told of ${id}`);
    }
  }
  const isEnough = figures.told >= seenMin && figures.told > figures.leftToFetch;
  return findings.conclude("O4", figures, isEnough);
}

/** Where each message is and what it says, in the form observers write it down. */
function describeStored(read: FinalRead) {
  return new Map(
    read.messages.map(({ id, ext, conversationId, seq, text, noticedAt }) => [
      id,
      {
        place: `${conversationId}#${seq}`,
        hash: contentHash("", text),
        isCustomers: ext !== null,
        noticedAt,
      },
    ]),
  );
}

function groupByActor(history: readonly HistoryEvent[]): Map<string, HistoryEvent[]> {
  const journals = new Map<string, HistoryEvent[]>();
  for (const event of history) {
    if (event.f !== "see") continue;
    const journal = journals.get(event.actor);
    if (journal) journal.push(event);
    else journals.set(event.actor, [event]);
  }
  return journals;
}
