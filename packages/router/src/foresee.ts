import {
  type InboundMessage,
  isMail,
  type MailRouting,
  type NewId,
  type Routing,
  type RuleFacts,
  ruleFactsOf,
} from "@circuito/domain";
import { loadPoints, pointsOf, type Queryable, type RoutingConfiguration } from "@circuito/store";
import { type BatchState, decideBatch, loadBatchState } from "./decide-batch.ts";
import { pointOf } from "./fold-batch.ts";
import { KnownAliases } from "./known-aliases.ts";
import { RULE_SENSES } from "./rules/rule-senses.ts";
import { nameAll } from "./take-chats.ts";

/** What the router would make of a message now. */
export interface Foreseen {
  /** Absent when it would stay out of every conversation. */
  readonly routing: Routing | undefined;
  /** Of a mail. */
  readonly mail: MailRouting | undefined;
  /** What rules see of it; also of one that joins a conversation, which no rule is asked about. */
  readonly facts: RuleFacts;
}

/**
 * What would become of these messages if they came now, one after the other: the live router's own
 * loads and its own fold, of which nothing is saved. One for each, in order.
 */
export async function foresee(
  q: Queryable,
  asked: readonly InboundMessage[],
  now: number,
  configuration: RoutingConfiguration,
  newId: NewId,
): Promise<readonly Foreseen[]> {
  // The loads lock rows as the router's do; the locks end with the statements' own transactions.
  const known = await nameAll(q, await loadPoints(q, pointsOf(asked)), asked, {
    aliases: new KnownAliases(),
  });
  const { messages } = known;
  const state = await loadBatchState(q, { ...known, receipts: [] }, configuration);
  const facts = messages.map((message) => factsIfOpening(message, state, now, configuration));
  const { routings, mails } = decideBatch(state, messages, now, configuration, newId);
  return messages.flatMap((message, at) => {
    const mail = mails.find((one) => one.message === message);
    const routing = mail ? mail.routing : routings.find((one) => one.routed.message === message);
    const seen = routing?.route?.facts ?? facts[at];
    return seen ? [{ routing, mail, facts: seen }] : [];
  });
}

/** What rules would see of a message if the conversation that it joins were over. */
function factsIfOpening(
  message: InboundMessage,
  { points, mails, queueLengths }: BatchState,
  now: number,
  configuration: RoutingConfiguration,
): RuleFacts {
  const { contact, current, previous } = pointOf(points, message);
  const sender = isMail(message) ? mails?.contacts.get(message.from) : contact;
  return ruleFactsOf(
    message,
    {
      contact: sender,
      returning: isMail(message) ? sender !== undefined : !!(current ?? previous),
    },
    now,
    { ...configuration, ...RULE_SENSES, queueLengths },
  );
}
