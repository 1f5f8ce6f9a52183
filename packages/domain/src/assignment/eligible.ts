import type { AgentState, Skills } from "./agent-state.ts";
import { type ChannelWeights, costOf } from "./queue-terms.ts";
import type { WaitingConversation } from "./waiting-conversation.ts";

export type Ineligible =
  | "not-available"
  | "unreachable"
  | "returned-it"
  | "declined-it"
  | "lacks-skill"
  | "other-language"
  | "at-capacity"
  | "channel-limit";

/** Reasons that pass by themselves when the agent is done with something. */
const FULL: readonly Ineligible[] = ["at-capacity", "channel-limit"];

export function isForLackOfRoom(against: Ineligible): boolean {
  return FULL.includes(against);
}

type Asked = Pick<
  WaitingConversation,
  "channel" | "excludedAgentIds" | "declinedBy" | "requiredSkills" | "language"
>;

/** `undefined` if the agent may get the conversation now, else the first reason against (rules §8.3). */
export function ineligible(
  agent: AgentState,
  conversation: Asked,
  weights: ChannelWeights,
): Ineligible | undefined {
  if (agent.wanted !== "available") return "not-available";
  if (!agent.reachable) return "unreachable";
  if (conversation.excludedAgentIds.includes(agent.id)) return "returned-it";
  if (conversation.declinedBy.includes(agent.id)) return "declined-it";
  if (!hasSkills(agent.skills, conversation.requiredSkills)) return "lacks-skill";
  if (!speaks(agent.languages, conversation.language)) return "other-language";
  if (agent.load + costOf(conversation.channel, weights) > agent.capacity) return "at-capacity";
  const limit = agent.limitByChannel[conversation.channel];
  if (limit !== undefined && (agent.heldByChannel[conversation.channel] ?? 0) >= limit) {
    return "channel-limit";
  }
  return undefined;
}

export function hasSkills(skills: Skills, required: Skills): boolean {
  return Object.entries(required).every(([name, least]) => (skills[name] ?? 0) >= least);
}

/** Regions of one language understand each other: `pt-BR` is served by who speaks `pt`. */
function speaks(languages: readonly string[], language: string | undefined): boolean {
  if (language === undefined || languages.length === 0) return true;
  return languages.some((spoken) => primary(spoken) === primary(language));
}

function primary(language: string): string {
  return language.slice(0, 3).split("-", 1)[0]?.toLowerCase() ?? language;
}
