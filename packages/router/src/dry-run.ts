import {
  type Address,
  type AgentChoice,
  type AutoReply,
  asId,
  type Channel,
  chooseAgent,
  type InboundMessage,
  type InboxId,
  isChatLike,
  isMail,
  type MailContent,
  type MailRouting,
  type NewId,
  type QueueId,
  type RuleTrace,
  ruleFactsOf,
  type Trail,
  traceRules,
} from "@circuito/domain";
import {
  completePoints,
  type Database,
  loadMails,
  loadMembers,
  loadPoints,
  loadQueueLengths,
  loadQueueTerms,
  loadRoutingConfiguration,
  pointsOf,
} from "@circuito/store";
import { foldBatch, pointOf } from "./fold-batch.ts";
import { KnownAliases } from "./known-aliases.ts";
import { RULE_SENSES } from "./rules/rule-senses.ts";
import { nameAll } from "./take-chats.ts";
import { writtenMail } from "./written-mail.ts";

export interface DryRun {
  readonly trail: Trail;
  readonly queueId: QueueId | undefined;
  /** The conversation it would join; `undefined` when it would open one. */
  readonly conversationId: string | undefined;
  /** Every rule, with the conditions that did not hold. */
  readonly rules: readonly RuleTrace[];
  /** Who would get it now, and the reason for or against each member of the queue. */
  readonly choice: AgentChoice | undefined;
  readonly names: ReadonlyMap<string, string>;
  /** What would be said by itself. */
  readonly said: Pick<AutoReply, "text" | "chat"> | undefined;
}

/**
 * What would happen to this message, and why: the same fold as the live router on the same state,
 * of which nothing is saved.
 */
export async function dryRun(
  database: Database,
  input: {
    readonly inboxId: InboxId;
    readonly channel: Channel;
    readonly from: Address;
    readonly text: string;
    /** Of a mail; without it, one that says `subject` and names no other. */
    readonly mail?: MailContent;
    readonly subject?: string;
    readonly at: number;
  },
  newId: NewId,
): Promise<DryRun> {
  const configuration = await loadRoutingConfiguration(database);
  const asked: InboundMessage = {
    ledgerId: asId("0"),
    inboxId: input.inboxId,
    channel: input.channel,
    from: input.from,
    fromName: undefined,
    provenAs: undefined,
    claims: undefined,
    text: input.text,
    media: [],
    mail: isChatLike(input.channel) ? undefined : (input.mail ?? writtenMail(input)),
    placeholder: undefined,
    locale: undefined,
    clientId: undefined,
    collision: false,
    sentAt: undefined,
    receivedAt: input.at,
  };
  // The loads lock rows as the router's do; the locks end with the statements' own transactions.
  const known = await nameAll(
    database.pool,
    await loadPoints(database.pool, pointsOf([asked])),
    [asked],
    { aliases: new KnownAliases() },
  );
  const [message = asked] = known.messages;
  const points = await completePoints(
    database.pool,
    known.points,
    [message],
    (inboxId) => configuration.attendantOf(inboxId) !== undefined,
  );
  const mails = isMail(message) ? await loadMails(database.pool, [message]) : undefined;
  const context = {
    ...configuration,
    ...RULE_SENSES,
    queueLengths: await loadQueueLengths(database.pool, configuration.lengthsAsked),
    newId,
  };
  const before = pointOf(points, message);
  const { routings, mails: judged } = foldBatch(points, mails, [message], input.at, context);
  // What joins a conversation is read as well: an admin asks what rules make of these words.
  const facts =
    routings[0]?.route?.facts ??
    ruleFactsOf(
      message,
      {
        contact: mails?.contacts.get(message.from) ?? before.contact,
        returning: mails ? mails.contacts.has(message.from) : before.previous !== undefined,
      },
      input.at,
      context,
    );
  const rules = traceRules(configuration.book, facts, RULE_SENSES.matchesPattern);
  const [routing] = routings;
  if (!routing) return notRouted(judged, rules);
  const { routed, trail } = routing;

  const { conversation } = routed;
  const waits = conversation.status === "open" && conversation.assigneeId === undefined;
  const members = conversation.queueId
    ? await loadMembers(database.pool, conversation.queueId)
    : [];
  const terms = conversation.queueId
    ? (await loadQueueTerms(database.pool, [conversation.queueId])).get(conversation.queueId)
    : undefined;
  const choice =
    waits && conversation.queueId && terms
      ? chooseAgent(
          {
            id: conversation.id,
            queueId: conversation.queueId,
            channel: conversation.channel,
            level: conversation.level,
            priority: conversation.priority,
            arrivedAt: conversation.arrivedAt,
            epoch: conversation.epoch,
            waitingSince: conversation.waitingSince ?? input.at,
            stickyAgentId: conversation.stickyAgentId,
            stickyIsThere: false,
            excludedAgentIds: [],
            declinedBy: [],
            missedBy: [],
            requiredSkills: {},
            language: undefined,
          },
          members,
          terms,
          input.at,
        )
      : undefined;
  return {
    trail,
    queueId: conversation.queueId,
    conversationId: trail.route === undefined ? conversation.id : undefined,
    rules,
    choice,
    names: new Map(members.map((m) => [m.id, m.name])),
    said: routing.autoReply,
  };
}

/** A mail that would stay out of every conversation. */
function notRouted(judged: readonly MailRouting[], rules: readonly RuleTrace[]): DryRun {
  const trail = judged[0]?.suppressed?.trail;
  if (!trail) throw new Error("a message was neither routed nor suppressed");
  return {
    trail,
    queueId: undefined,
    conversationId: undefined,
    rules,
    choice: undefined,
    names: new Map(),
    said: undefined,
  };
}
