import {
  type Address,
  type AgentChoice,
  asId,
  type Channel,
  chooseAgent,
  type InboundMessage,
  type InboxId,
  isOpen,
  type NewId,
  type QueueId,
  type RuleTrace,
  routeInbound,
  type Trail,
  traceRules,
} from "@circuito/domain";
import {
  completePoints,
  type Database,
  loadMembers,
  loadPoints,
  loadRoutingConfiguration,
  pointsOf,
} from "@circuito/store";
import { pointOf } from "./fold-batch.ts";

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
    readonly at: number;
  },
  newId: NewId,
): Promise<DryRun> {
  const configuration = await loadRoutingConfiguration(database);
  const message: InboundMessage = {
    ledgerId: asId("0"),
    inboxId: input.inboxId,
    channel: input.channel,
    from: input.from,
    fromName: undefined,
    provenAs: undefined,
    claims: undefined,
    text: input.text,
    media: [],
    mail: undefined,
    placeholder: undefined,
    locale: undefined,
    clientId: undefined,
    collision: false,
    sentAt: undefined,
    receivedAt: input.at,
  };
  // The load locks rows as the router's does; the locks end with the statement's own transaction.
  const points = await completePoints(
    database.pool,
    await loadPoints(database.pool, pointsOf([message])),
    [message],
  );
  const point = pointOf(points, message);
  const { routed, trail } = routeInbound(point, message, input.at, { ...configuration, newId });
  const calendar = configuration.calendarOf(input.inboxId);
  const rules = traceRules(configuration.rules, {
    channel: input.channel,
    inboxId: input.inboxId,
    text: input.text,
    returning: point.previous !== undefined,
    open: calendar === undefined || isOpen(calendar, input.at),
  });

  const { conversation } = routed;
  const waits = conversation.status === "open" && conversation.assigneeId === undefined;
  const members = conversation.queueId
    ? await loadMembers(database.pool, conversation.queueId)
    : [];
  const choice =
    waits && conversation.queueId
      ? chooseAgent(
          {
            id: conversation.id,
            queueId: conversation.queueId,
            channel: conversation.channel,
            level: conversation.level,
            priority: conversation.priority,
            arrivedAt: conversation.arrivedAt,
            epoch: conversation.epoch,
            stickyAgentId: conversation.stickyAgentId,
            excludedAgentIds: [],
          },
          members,
        )
      : undefined;
  return {
    trail,
    queueId: conversation.queueId,
    conversationId: trail.route === undefined ? conversation.id : undefined,
    rules,
    choice,
    names: new Map(members.map((m) => [m.id, m.name])),
  };
}
