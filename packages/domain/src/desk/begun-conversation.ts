import type { Address } from "../address.ts";
import type { Channel } from "../channel.ts";
import type { ConversationState } from "../conversation.ts";
import type { QueueState } from "../hand-over/hand-over.ts";
import { asId, type ContactId, type ConversationId, type InboxId } from "../ids.ts";
import { makeProtocolNumber } from "../protocol-number.ts";
import { NO_SKILLS } from "../routing/skill.ts";

/** What a conversation is made of that one of us begins. */
export interface Beginning {
  /** A UUIDv7. */
  readonly id: string;
  readonly inboxId: InboxId;
  readonly channel: Channel;
  readonly address: Address;
  readonly contactId: ContactId;
  readonly queue: QueueState;
  /** The conversation before, of the same contact point. */
  readonly former:
    | { readonly id: ConversationId; readonly language: string | undefined }
    | undefined;
  readonly timeZone: string;
  readonly at: number;
}

/**
 * A conversation in which nothing was said yet: the first words make it their writer's. No rule was asked,
 * so it has no plan, skills or policy of its own; nobody waits in it.
 */
export function begunConversation(of: Beginning): ConversationState {
  return {
    id: asId(of.id),
    protocol: makeProtocolNumber(of.id.replaceAll("-", ""), of.at, of.timeZone),
    inboxId: of.inboxId,
    channel: of.channel,
    address: of.address,
    contactId: of.contactId,
    status: "open",
    waitingOn: "agent",
    queueId: of.queue.id,
    level: of.queue.level,
    priority: 0,
    tags: [],
    requiredSkills: NO_SKILLS,
    language: of.former?.language,
    slaPolicyId: undefined,
    plan: undefined,
    planStep: undefined,
    assigneeId: undefined,
    stickyAgentId: undefined,
    epoch: 0,
    version: 0,
    lastSeq: 0,
    lastPublicSeq: 0,
    arrivedAt: of.at,
    lastInboundAt: undefined,
    lastMessageAt: undefined,
    waitingSince: undefined,
    snoozedUntil: undefined,
    resolvedAt: undefined,
    followsId: of.former?.id,
  };
}
