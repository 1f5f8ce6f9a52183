import {
  type Address,
  type AgentChoice,
  type AutoReply,
  asId,
  type Channel,
  chooseAgent,
  chooseRoute,
  estimateWaitMs,
  type InboundMessage,
  type InboxId,
  isChatLike,
  isWaitingForAgent,
  type MailContent,
  type NewId,
  type QueueId,
  type RouteChoice,
  type Routing,
  type RuleFacts,
  type RuleTrace,
  skillsNeeded,
  type Trail,
  traceRules,
} from "@circuito/domain";
import {
  type Database,
  loadMembers,
  loadQueueTerms,
  loadRoutingConfiguration,
  type PlaceInQueue,
  type PublishedRules,
  placeIfItWaited,
  placeInQueue,
} from "@circuito/store";
import { type Foreseen, foresee } from "./foresee.ts";
import { answerableMails, planAutoAnswers } from "./plan-auto-answers.ts";
import { matchesPattern } from "./rules/patterns.ts";
import { writtenMail } from "./written-mail.ts";

export interface DryRun {
  readonly trail: Trail;
  /** Where the conversation would be. */
  readonly queueId: QueueId | undefined;
  /** The conversation it would join; `undefined` when it would open one. */
  readonly conversationId: string | undefined;
  /** What rules looked at. */
  readonly facts: RuleFacts;
  /** Every rule, with the conditions that did not hold. */
  readonly rules: readonly RuleTrace[];
  /** What the rules make of it; where it joins a conversation, what they would if that were over. */
  readonly route: RouteChoice;
  /** Who would get it now, and the reason for or against each member of the queue. */
  readonly choice: AgentChoice | undefined;
  readonly names: ReadonlyMap<string, string>;
  /** Its place among those who wait; absent where it would not. */
  readonly wait: ExpectedWait | undefined;
  /** What would be said by itself. */
  readonly said: Pick<AutoReply, "text" | "chat"> | undefined;
}

export interface ExpectedWait {
  /** 1 is next. */
  readonly position: number;
  /** If the queue goes on as it did lately; absent where that is not known honestly. */
  readonly ms: number | undefined;
}

/** What is tried, and on what. */
export interface Trial {
  readonly message: InboundMessage;
  /** Instant to judge by, ms since epoch. */
  readonly at: number;
  /** Whose queue and agents these are; `at` if absent. */
  readonly now?: number;
  /** Other rules than those in force. */
  readonly rules?: PublishedRules | undefined;
  /** Known of it from elsewhere: of a former message, whether its customer was new; a menu's answer. */
  readonly known?: Partial<Pick<RuleFacts, "returning" | "menuAnswer">>;
}

/**
 * What would happen to this message, and why: the same fold as the live router on the same state,
 * of which nothing is saved.
 */
export async function dryRun(database: Database, trial: Trial, newId: NewId): Promise<DryRun> {
  const { message, at } = trial;
  const configuration = await loadRoutingConfiguration(database, trial.rules);
  const { book } = configuration;
  const [seen] = await foresee(database.pool, [message], at, configuration, newId);
  if (!seen) throw new Error("a message was not foreseen");
  const facts = { ...seen.facts, ...trial.known };
  const route =
    (trial.known ? undefined : seen.routing?.route?.choice) ??
    chooseRoute(book, facts, matchesPattern);
  const conversation = seen.routing?.routed.conversation;
  return {
    trail: trailOf(seen),
    queueId: conversation?.queueId,
    conversationId: seen.routing && opens(seen.routing) ? undefined : conversation?.id,
    facts,
    rules: traceRules(book, facts, matchesPattern),
    route,
    said: await whatIsSaid(database, seen, at, newId),
    ...(await whoWouldServe(database, seen.routing, trial.now ?? at)),
  };
}

/** In a chat the fold says it; to a mail it is planned after the fold. */
async function whatIsSaid(
  database: Database,
  { routing }: Foreseen,
  now: number,
  newId: NewId,
): Promise<DryRun["said"]> {
  if (!routing || routing.autoReply) return routing?.autoReply;
  const mails = answerableMails([routing]);
  const [answer] = await planAutoAnswers(database.pool, mails, { newId, now });
  return answer && { text: answer.text };
}

function opens({ activities }: Routing): boolean {
  return activities.some(({ kind }) => kind === "opened");
}

function trailOf({ routing, mail }: Foreseen): Trail {
  const trail = routing?.trail ?? mail?.suppressed?.trail;
  if (!trail) throw new Error("a message was neither routed nor suppressed");
  return trail;
}

async function whoWouldServe(
  database: Database,
  routing: Routing | undefined,
  now: number,
): Promise<Pick<DryRun, "choice" | "names" | "wait">> {
  const conversation = routing?.routed.conversation;
  const queueId = conversation?.queueId;
  if (!conversation || queueId === undefined) {
    return { choice: undefined, names: new Map(), wait: undefined };
  }
  const members = await loadMembers(database.pool, queueId);
  const names = new Map(members.map(({ id, name }) => [id, name]));
  const terms = (await loadQueueTerms(database.pool, [queueId])).get(queueId);
  if (!terms || !isWaitingForAgent(conversation)) {
    return { choice: undefined, names, wait: undefined };
  }
  const { stickyAgentId } = conversation;
  const choice = chooseAgent(
    {
      ...conversation,
      queueId,
      requiredSkills: skillsNeeded(conversation),
      waitingSince: conversation.waitingSince ?? now,
      stickyIsThere: members.some(
        ({ id, wanted, reachable }) => id === stickyAgentId && wanted === "available" && reachable,
      ),
      excludedAgentIds: [],
      declinedBy: [],
      missedBy: [],
    },
    members,
    terms,
    now,
  );
  const place = opens(routing)
    ? await placeIfItWaited(database.pool, { ...conversation, queueId, arrivedAt: now }, now)
    : await placeInQueue(database.pool, conversation.id, now);
  return { choice, names, wait: place && waitAt(place, choice) };
}

/** Whoever is next, and has somebody to take it, waits for nothing. */
function waitAt({ position, taken }: PlaceInQueue, choice: AgentChoice): ExpectedWait {
  const isTaken = choice.kind === "agent" && position === 1;
  return { position, ms: isTaken ? 0 : estimateWaitMs(position, taken) };
}

/** A message as a person types one for a trial. */
export function typedMessage(input: {
  readonly inboxId: InboxId;
  readonly channel: Channel;
  readonly from: Address;
  readonly text: string;
  /** Of a mail; without it, one that says `subject` and names no other. */
  readonly mail?: MailContent;
  readonly subject?: string;
  /** The address written to. */
  readonly to?: string;
  readonly locale?: string;
  readonly at: number;
}): InboundMessage {
  return {
    ledgerId: asId("0"),
    inboxId: input.inboxId,
    channel: input.channel,
    from: input.from,
    fromName: undefined,
    ...(input.to !== undefined && { to: input.to }),
    provenAs: undefined,
    claims: undefined,
    text: input.text,
    media: [],
    mail: isChatLike(input.channel) ? undefined : (input.mail ?? writtenMail(input)),
    placeholder: undefined,
    locale: input.locale,
    clientId: undefined,
    collision: false,
    sentAt: undefined,
    receivedAt: input.at,
  };
}
