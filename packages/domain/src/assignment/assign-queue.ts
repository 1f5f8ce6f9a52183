import type { Channel } from "../channel.ts";
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

/** The agent as they are once they have one more conversation of the channel. */
export function withOneMore(
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
