import type { Level } from "../conversation.ts";
import type { HandOver, QueueState } from "../hand-over/hand-over.ts";
import type { AgentId } from "../ids.ts";
import { leaseFor, lesseeOf } from "../triage/lease.ts";
import {
  type Categorized,
  type DeskConversation,
  previewOf,
  type Registration,
} from "./desk-conversation.ts";
import type { Principal } from "./principal.ts";

/* What each verb of a person makes of a conversation. Pure; whether it may is decided elsewhere. */

/** The answer is out: the customer's turn. Answering a conversation that waits makes it yours. */
export function afterReply(
  conversation: DeskConversation,
  who: Principal,
  text: string,
  now: number,
): DeskConversation {
  // Whoever asks for more in triage keeps it where it is: it comes back there.
  const isInTriage = lesseeOf(conversation, now) === who.id;
  const takes =
    conversation.status !== "resolved" && conversation.assigneeId === undefined && !isInTriage;
  const owned =
    takes && who.kind === "agent" ? afterClaim(conversation, who.id, now) : conversation;
  const seq = conversation.lastSeq + 1;
  return {
    ...owned,
    lastSeq: seq,
    lastPublicSeq: seq,
    lastMessageAt: now,
    waitingOn: "customer",
    waitingSince: undefined,
    preview: previewOf(text),
    previewFrom: who.kind === "agent" ? "agent" : "system",
  };
}

/** A note takes a seq, for colleagues; nobody's turn changes and the customer sees nothing. */
export function afterNote(
  conversation: DeskConversation,
  text: string,
  now: number,
): DeskConversation {
  return {
    ...conversation,
    lastSeq: conversation.lastSeq + 1,
    lastMessageAt: now,
    preview: previewOf(text),
    previewFrom: "note",
  };
}

export function afterClaim(
  conversation: DeskConversation,
  agentId: AgentId,
  now: number,
): DeskConversation {
  return {
    ...conversation,
    assigneeId: agentId,
    assignedAt: now,
    stickyAgentId: agentId,
    lease: undefined,
    epoch: conversation.epoch + 1,
  };
}

/**
 * A hop: to a queue, where it waits at its original place, or straight to a colleague. Whoever
 * refused it elsewhere may be offered it again, since it is another queue's now.
 */
export function afterHandOver(
  conversation: DeskConversation,
  to: { readonly queue: QueueState | undefined; readonly agentId?: AgentId },
  handOver: HandOver,
  registration?: Registration,
): DeskConversation {
  const released = release(conversation);
  return {
    ...released,
    ...(to.queue && { queueId: to.queue.id, level: levelIn(to.queue, conversation) }),
    ...(to.agentId && {
      assigneeId: to.agentId,
      assignedAt: handOver.at,
      stickyAgentId: to.agentId,
    }),
    excludedAgentIds: [],
    registration: registration ?? conversation.registration,
    title: registration?.title ?? conversation.title,
    handOver,
  };
}

/**
 * Back where it came from. Neither who gives it back nor who sent it there is offered it by the
 * machine (rules §8.3); either may still take it by hand.
 */
export function afterReturn(
  conversation: DeskConversation,
  to: QueueState,
  handOver: HandOver,
): DeskConversation {
  const senders = [handOver.byAgentId, conversation.handOver?.byAgentId].filter(
    (id) => id !== undefined,
  );
  return {
    ...release(conversation),
    queueId: to.id,
    level: levelIn(to, conversation),
    excludedAgentIds: [...new Set([...conversation.excludedAgentIds, ...senders])],
    handOver,
  };
}

/** Supervisors belong to no level: with them a conversation stays on its own. */
function levelIn(queue: QueueState, { level }: DeskConversation): Level {
  return queue.role === "supervisor" ? level : queue.level;
}

/** The owner lets go: in no case does the conversation lose its place, `arrivedAt`. */
function release(conversation: DeskConversation): DeskConversation {
  return {
    ...conversation,
    status: "open",
    snoozedUntil: undefined,
    waitingOn: "agent",
    assigneeId: undefined,
    assignedAt: undefined,
    stickyAgentId: undefined,
    lease: undefined,
    epoch: conversation.epoch + 1,
  };
}

/** Solved. The owner stays known, and no longer holds it. */
export function afterResolve(conversation: DeskConversation, now: number): DeskConversation {
  return {
    ...conversation,
    status: "resolved",
    resolvedAt: now,
    waitingSince: undefined,
    snoozedUntil: undefined,
    lease: undefined,
  };
}

/**
 * Open again by hand: its last owner keeps it; for anybody else it goes back to its queue at its
 * original place, the last owner preferred.
 */
export function afterReopen(
  conversation: DeskConversation,
  who: Principal,
  now: number,
): DeskConversation {
  const opened: DeskConversation = {
    ...conversation,
    status: "open",
    waitingOn: "agent",
    waitingSince: now,
    resolvedAt: undefined,
  };
  if (conversation.assigneeId === who.id) return opened;
  return {
    ...opened,
    assigneeId: undefined,
    assignedAt: undefined,
    stickyAgentId: conversation.assigneeId ?? conversation.stickyAgentId,
    epoch: conversation.epoch + 1,
  };
}

/** Woken by hand before its time: to do again for whoever has it. */
export function afterWake(conversation: DeskConversation): DeskConversation {
  return { ...conversation, status: "open", waitingOn: "agent", snoozedUntil: undefined };
}

export function afterSnooze(conversation: DeskConversation, until: number): DeskConversation {
  return { ...conversation, status: "snoozed", snoozedUntil: until, lease: undefined };
}

/** A director has it before them: another epoch, since it is nobody else's to take for now. */
export function afterLease(
  conversation: DeskConversation,
  agentId: AgentId,
  now: number,
): DeskConversation {
  const isTheirs = lesseeOf(conversation, now) === agentId;
  return {
    ...conversation,
    lease: leaseFor(conversation, agentId, now),
    epoch: isTheirs ? conversation.epoch : conversation.epoch + 1,
  };
}

/** Left for whoever is next. */
export function afterLeaseEnd(conversation: DeskConversation): DeskConversation {
  return { ...conversation, lease: undefined };
}

/**
 * Taken back from the area it was directed to, to where it was. The director has it before them again,
 * with what they wrote down.
 * @param last the hand-over before that one
 */
export function afterRecall(
  conversation: DeskConversation,
  to: QueueState,
  last: HandOver | undefined,
  by: { readonly agentId: AgentId; readonly at: number },
): DeskConversation {
  return {
    ...release(conversation),
    queueId: to.id,
    level: levelIn(to, conversation),
    handOver: last,
    lease: leaseFor({ lease: undefined }, by.agentId, by.at),
  };
}

/** Called by another name; an area that it was registered for reads the same. */
export function afterRename(
  conversation: DeskConversation,
  title: string | undefined,
): DeskConversation {
  const { registration } = conversation;
  return {
    ...conversation,
    title,
    registration: registration && title ? { ...registration, title } : registration,
  };
}

/**
 * Said to be about something; an area that it was registered for reads the same. What another category
 * asked for is no fact of this one.
 */
export function afterCategorize(
  conversation: DeskConversation,
  category: Categorized | undefined,
): DeskConversation {
  const { registration } = conversation;
  return {
    ...conversation,
    category,
    registration: registration &&
      category && {
        ...registration,
        category: category.words,
        categoryId: category.id,
        fields: category.fields,
      },
  };
}

/** @returns the same conversation if it is so already */
export function afterFollow(
  conversation: DeskConversation,
  agentId: AgentId,
  follows: boolean,
): DeskConversation {
  if (conversation.followerIds.includes(agentId) === follows) return conversation;
  const others = conversation.followerIds.filter((id) => id !== agentId);
  return { ...conversation, followerIds: follows ? [...others, agentId] : others };
}
