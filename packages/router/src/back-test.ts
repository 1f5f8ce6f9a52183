import { BackTestCounter, type BackTestTable, chooseRoute, ruleFactsOf } from "@circuito/domain";
import {
  type Database,
  type LengthsAsked,
  loadOpenings,
  loadQueueLengths,
  loadRoutingConfiguration,
  type OpeningPlace,
  type PublishedRules,
} from "@circuito/store";
import { RULE_SENSES } from "./rules/rule-senses.ts";

/** Judged at once: between pages the process does other things, however many rules there are. */
const PAGE = 100;

export type BackTestLine =
  | { readonly kind: "progress"; readonly read: number; readonly back: number }
  | ({ readonly kind: "table"; readonly complete: boolean } & BackTestTable);

/**
 * What the rules in force and others make of the messages that opened conversations, newest first: a
 * line for every page that was read, and at last the table. Facts are those of then (words, hours,
 * whether the customer was new, the menu), but the customer's segments and attributes and the lengths
 * of queues, which nobody wrote down, are those of now.
 *
 * @param between ms since epoch; `to` is exclusive
 * @param limit conversations at most; the table says whether these were all
 */
export async function* backTest(
  database: Database,
  others: PublishedRules,
  between: { readonly from: number; readonly to: number },
  limit: number,
): AsyncGenerator<BackTestLine> {
  const inForce = await loadRoutingConfiguration(database);
  const tried = await loadRoutingConfiguration(database, others);
  const queueLengths = await loadQueueLengths(
    database.pool,
    longest(inForce.lengthsAsked, tried.lengthsAsked),
  );
  const context = { ...tried, ...RULE_SENSES, queueLengths };
  const counter = new BackTestCounter();
  let read = 0;
  let place: OpeningPlace | undefined;
  do {
    const page = await loadOpenings(database.pool, between, place, Math.min(PAGE, limit - read));
    const tested = page.openings.map((opening) => {
      const { message, talk, routedAt } = opening;
      const said = talk ? { ...message, text: talk.words } : message;
      const facts = ruleFactsOf(said, opening, talk?.at ?? routedAt, context);
      return {
        conversationId: opening.conversationId,
        protocol: opening.protocol,
        arrivedAt: opening.arrivedAt,
        went: opening.went?.queueId,
        goes: chooseRoute(inForce.book, facts, RULE_SENSES.matchesPattern),
        wouldGo: chooseRoute(tried.book, facts, RULE_SENSES.matchesPattern),
      };
    });
    counter.add(tested);
    read += page.openings.length;
    place = page.next;
    const back = tested.at(-1)?.arrivedAt;
    if (back !== undefined) yield { kind: "progress", read, back };
  } while (place && read < limit);
  yield { kind: "table", complete: place === undefined, ...counter.table() };
}

function longest(some: LengthsAsked, others: LengthsAsked): LengthsAsked {
  const asked = new Map(some);
  for (const [queue, most] of others) asked.set(queue, Math.max(most, asked.get(queue) ?? 0));
  return asked;
}
