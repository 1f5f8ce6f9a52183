import type { ConversationState } from "../conversation.ts";
import { type AgentId, asId, type ContactId } from "../ids.ts";
import { makeProtocolNumber } from "../protocol-number.ts";
import type { Route } from "./find-route.ts";
import type { Activity, InboundMessage, RoutingContext } from "./route-inbound.ts";

/** A new conversation, empty, waiting in its queue. */
export function open(
  message: InboundMessage,
  contactId: ContactId,
  route: Route,
  previous: ConversationState | undefined,
  context: RoutingContext,
): ConversationState {
  const id = context.newId();
  return {
    id: asId(id),
    protocol: makeProtocolNumber(id.replaceAll("-", ""), message.receivedAt, context.timeZone),
    inboxId: message.inboxId,
    channel: message.channel,
    address: message.from,
    contactId,
    status: "open",
    waitingOn: "agent",
    ...placeOf(route),
    tags: together(route.choice.tags, chosenTags(message)),
    assigneeId: undefined,
    stickyAgentId: route.choice.keepPreviousAgent
      ? ownerOf(previous, message.receivedAt)
      : undefined,
    epoch: 0,
    version: 0,
    lastSeq: 0,
    lastPublicSeq: 0,
    arrivedAt: message.receivedAt,
    lastInboundAt: undefined,
    lastMessageAt: undefined,
    waitingSince: undefined,
    snoozedUntil: undefined,
    resolvedAt: undefined,
    followsId: previous?.id,
  };
}

/** After three days customers do not expect the same person any more (rules §8.4). */
const STICKY_MAX_MS = 72 * 60 * 60_000;

/** Who had the customer last, if that was lately. */
function ownerOf(previous: ConversationState | undefined, now: number): AgentId | undefined {
  if (!previous || now - (previous.lastMessageAt ?? previous.arrivedAt) > STICKY_MAX_MS) {
    return undefined;
  }
  return previous.stickyAgentId ?? previous.assigneeId;
}

/** Where a route puts a conversation, and what it takes along. */
function placeOf({ facts, choice }: Route) {
  return {
    queueId: choice.queueId,
    level: choice.level,
    priority: choice.priority,
    tags: choice.tags,
    requiredSkills: choice.requiredSkills,
    language: facts.language,
    slaPolicyId: choice.slaPolicyId,
    plan: choice.plan,
    planStep: choice.plan && 0,
  };
}

/** Tags of what a customer chose before their first words. */
export const chosenTags = ({ chat }: InboundMessage): readonly string[] =>
  chat?.preChat?.tags ?? [];

/** That a chat was begun by an invitation on the site's page: by which one, and what it said. */
export function tellInvitation(
  { id }: ConversationState,
  { chat }: InboundMessage,
): readonly Activity[] {
  if (!chat?.invitation) return [];
  const data = { ...chat.invitation };
  return [{ conversationId: id, kind: "invited", because: "invitation", data }];
}

const together = (some: readonly string[], more: readonly string[]): readonly string[] => [
  ...new Set([...some, ...more]),
];

/** Handed over by the attendant: it waits in its queue, since it arrived. */
export function place(conversation: ConversationState, route: Route): ConversationState {
  return {
    ...conversation,
    ...placeOf(route),
    tags: together(route.choice.tags, conversation.tags),
    waitingOn: "agent",
    stickyAgentId: route.choice.keepPreviousAgent ? conversation.stickyAgentId : undefined,
  };
}

/**
 * A resolved conversation comes back to its queue at its original place; its last owner is
 * preferred, not presumed present.
 */
export function reopen(conversation: ConversationState): ConversationState {
  return {
    ...conversation,
    status: "open",
    waitingOn: "agent",
    assigneeId: undefined,
    stickyAgentId: conversation.assigneeId ?? conversation.stickyAgentId,
    epoch: conversation.epoch + 1,
    resolvedAt: undefined,
    snoozedUntil: undefined,
  };
}

/**
 * Takes in one inbound message. `countsAsWork` is false for thanks and keywords: they are kept and
 * shown, and wake nobody.
 */
export function append(
  conversation: ConversationState,
  now: number,
  countsAsWork: boolean,
): ConversationState {
  const seq = conversation.lastSeq + 1;
  const kept = {
    ...conversation,
    lastSeq: seq,
    lastPublicSeq: seq,
    version: conversation.version + 1,
    lastInboundAt: now,
    lastMessageAt: now,
  };
  if (!countsAsWork) return kept;
  return {
    ...kept,
    status: "open",
    snoozedUntil: undefined,
    waitingOn: "agent",
    waitingSince: conversation.waitingSince ?? now,
  };
}
