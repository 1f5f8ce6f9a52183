import type { Channel } from "../channel.ts";
import type { AgentState, Skills } from "./agent-state.ts";
import type { WaitingConversation } from "./waiting-conversation.ts";

/**
 * How a queue chooses among those who may have a conversation (rules §8.4). With `manual` the machine
 * gives nothing: people take.
 */
export const STRATEGIES = [
  "longest-idle",
  "least-loaded",
  "weighted",
  "skill-best",
  "manual",
] as const;
export type Strategy = (typeof STRATEGIES)[number];

type Asked = Pick<WaitingConversation, "channel" | "requiredSkills">;

/**
 * Negative when `a` comes before `b`. Whatever a strategy holds equal goes to whoever has been idle
 * longest on the channel, then to the lower id, so that the same facts always give the same agent.
 */
export function compareAgents(
  a: AgentState,
  b: AgentState,
  conversation: Asked,
  strategy: Exclude<Strategy, "manual">,
): number {
  return rank(a, b, conversation, strategy) || compareIdle(a, b, conversation.channel);
}

function rank(
  a: AgentState,
  b: AgentState,
  conversation: Asked,
  strategy: Exclude<Strategy, "manual">,
): number {
  switch (strategy) {
    case "longest-idle":
      return 0;
    case "least-loaded":
      return a.load / a.capacity - b.load / b.capacity;
    case "weighted":
      // Whoever has twice the weight holds twice as much; one of weight 0 comes when nobody else can.
      return perWeight(a) - perWeight(b) || b.weight - a.weight;
    case "skill-best":
      return (
        skillSum(b.skills, conversation.requiredSkills) -
        skillSum(a.skills, conversation.requiredSkills)
      );
  }
}

function perWeight({ load, weight }: AgentState): number {
  return weight > 0 ? load / weight : Number.MAX_VALUE;
}

function skillSum(skills: Skills, required: Skills): number {
  return Object.keys(required).reduce((sum, name) => sum + (skills[name] ?? 0), 0);
}

function compareIdle(a: AgentState, b: AgentState, channel: Channel): number {
  const difference = (a.lastAssignedAt[channel] ?? 0) - (b.lastAssignedAt[channel] ?? 0);
  return difference || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
