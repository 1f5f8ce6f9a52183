import { CHAT_WEIGHT, type Channel, MAIL_WEIGHT } from "../channel.ts";
import type { QueueId } from "../ids.ts";
import type { AgentState } from "./agent-state.ts";
import { type AgentChoice, chooseAgent } from "./choose-agent.ts";
import { inQueueOrder } from "./queue-order.ts";
import { costOf, type QueueTerms } from "./queue-terms.ts";
import type { WaitingConversation } from "./waiting-conversation.ts";

export interface Assignment {
  readonly conversation: WaitingConversation;
  readonly choice: AgentChoice;
}

/**
 * Hands out the head of a queue: in order, each choice counted before the next. A conversation that
 * nobody can take now (a channel limit, a skill) does not hold up those behind it.
 */
export function assignQueue(
  waiting: readonly WaitingConversation[],
  agents: readonly AgentState[],
  terms: QueueTerms,
  now: number,
): readonly Assignment[] {
  const byId = new Map(agents.map((agent) => [agent.id, agent]));
  return inQueueOrder(waiting, now).map((conversation) => {
    const choice = chooseAgent(conversation, [...byId.values()], terms, now);
    if (choice.kind === "agent") {
      const agent = byId.get(choice.agentId);
      if (agent) byId.set(agent.id, withOneMore(agent, conversation.channel, terms, now));
    }
    return { conversation, choice };
  });
}

/**
 * Hands out to one agent who got room, from the heads of all their queues: what comes first of all of
 * them, each queue on its own terms. Whoever else serves these queues had no room for what waits, or it
 * would not wait.
 */
export function assignAgent(
  heads: readonly WaitingConversation[],
  agent: AgentState,
  termsOf: ReadonlyMap<QueueId, QueueTerms>,
  now: number,
): readonly Assignment[] {
  let held = agent;
  return inQueueOrder(heads, now).flatMap((conversation): Assignment[] => {
    const terms = termsOf.get(conversation.queueId);
    if (!terms) return [];
    const choice = chooseAgent(conversation, [held], terms, now);
    if (choice.kind === "none") return [{ conversation, choice }];
    held = withOneMore(held, conversation.channel, terms, now);
    const because = choice.because === "previous-agent" ? choice.because : "had-room";
    return [{ conversation, choice: { ...choice, because } }];
  });
}

/** Whether an agent can hold anything more, whatever it is. */
export function hasRoom(agent: AgentState, { weights }: Pick<QueueTerms, "weights">): boolean {
  const least = Math.min(MAIL_WEIGHT, CHAT_WEIGHT, ...Object.values(weights));
  return agent.load + least <= agent.capacity;
}

function withOneMore(
  agent: AgentState,
  channel: Channel,
  { weights }: Pick<QueueTerms, "weights">,
  now: number,
): AgentState {
  return {
    ...agent,
    load: agent.load + costOf(channel, weights),
    heldByChannel: { ...agent.heldByChannel, [channel]: (agent.heldByChannel[channel] ?? 0) + 1 },
    lastAssignedAt: { ...agent.lastAssignedAt, [channel]: now },
  };
}
