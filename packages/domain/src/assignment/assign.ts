import { type Channel, weightOf } from "../channel.ts";
import type { Level } from "../conversation.ts";
import type { AgentId, ConversationId, QueueId } from "../ids.ts";
import type { WantedPresence } from "../presence/wanted.ts";

/** What the assigner knows of one conversation that waits. */
export interface WaitingConversation {
  readonly id: ConversationId;
  readonly queueId: QueueId;
  readonly channel: Channel;
  readonly level: Level;
  readonly priority: number;
  readonly arrivedAt: number;
  readonly epoch: number;
  readonly stickyAgentId: AgentId | undefined;
  /** Who gave it back last: not offered to them again. */
  readonly excludedAgentIds: readonly AgentId[];
}

/** What the assigner knows of one member of the queue. */
export interface AgentState {
  readonly id: AgentId;
  readonly wanted: WantedPresence;
  /** Has a live socket, or lost it within the grace. */
  readonly reachable: boolean;
  /** Units the agent can hold. */
  readonly capacity: number;
  /** Units held now, over all channels. */
  readonly load: number;
  /** Conversations held and allowed per channel; no entry, no limit of its own. */
  readonly heldByChannel: Readonly<Record<Channel, number>>;
  readonly limitByChannel: Readonly<Record<Channel, number>>;
  /** When the agent last got a conversation of this channel; longest ago is first. */
  readonly lastAssignedAt: Readonly<Record<Channel, number>>;
}

export type Ineligible =
  | "not-available"
  | "unreachable"
  | "at-capacity"
  | "channel-limit"
  | "returned-it";

/** `undefined` if the agent may get the conversation now, else the first reason against. */
export function ineligible(
  agent: AgentState,
  conversation: Pick<WaitingConversation, "channel" | "excludedAgentIds">,
): Ineligible | undefined {
  if (agent.wanted !== "available") return "not-available";
  if (!agent.reachable) return "unreachable";
  if (conversation.excludedAgentIds.includes(agent.id)) return "returned-it";
  if (agent.load + weightOf(conversation.channel) > agent.capacity) return "at-capacity";
  const limit = agent.limitByChannel[conversation.channel];
  if (limit !== undefined && (agent.heldByChannel[conversation.channel] ?? 0) >= limit) {
    return "channel-limit";
  }
  return undefined;
}

export interface Candidate {
  readonly agentId: AgentId;
  readonly because: Ineligible | "eligible";
}

export type AgentChoice =
  | {
      readonly kind: "agent";
      readonly agentId: AgentId;
      readonly because: "previous-agent" | "longest-idle";
      readonly candidates: readonly Candidate[];
    }
  | {
      readonly kind: "none";
      readonly because: "nobody-available" | "everyone-full";
      readonly candidates: readonly Candidate[];
    };

/** The previous owner if eligible, else whoever has been idle longest on this channel. */
export function chooseAgent(
  conversation: WaitingConversation,
  agents: readonly AgentState[],
): AgentChoice {
  const candidates: Candidate[] = [];
  let best: AgentState | undefined;
  let anyoneThere = false;
  for (const agent of agents) {
    const against = ineligible(agent, conversation);
    candidates.push({ agentId: agent.id, because: against ?? "eligible" });
    if (against === "at-capacity" || against === "channel-limit") anyoneThere = true;
    if (against) continue;
    if (agent.id === conversation.stickyAgentId) {
      best = agent;
      continue;
    }
    if (best?.id === conversation.stickyAgentId && best) continue;
    if (!best || isIdleLonger(agent, best, conversation.channel)) best = agent;
  }
  if (!best) {
    return {
      kind: "none",
      because: anyoneThere ? "everyone-full" : "nobody-available",
      candidates,
    };
  }
  const because = best.id === conversation.stickyAgentId ? "previous-agent" : "longest-idle";
  return { kind: "agent", agentId: best.id, because, candidates };
}

/** Ties go to the lower id, so that the same facts always give the same agent. */
function isIdleLonger(a: AgentState, b: AgentState, channel: Channel): boolean {
  const aAt = a.lastAssignedAt[channel] ?? 0;
  const bAt = b.lastAssignedAt[channel] ?? 0;
  return aAt !== bAt ? aAt < bAt : a.id < b.id;
}

/** Waiting raises priority by one every ten minutes, so that nothing waits for ever (rules §8). */
const AGEING_STEP_MS = 10 * 60_000;

export function effectivePriority(
  conversation: Pick<WaitingConversation, "priority" | "arrivedAt">,
  now: number,
): number {
  const waitedMs = Math.max(0, now - conversation.arrivedAt);
  return conversation.priority + Math.floor(waitedMs / AGEING_STEP_MS);
}

/** Queue order: effective priority first, then original arrival; nobody overtakes inside one. */
export function inQueueOrder(
  waiting: readonly WaitingConversation[],
  now: number,
): readonly WaitingConversation[] {
  return [...waiting].sort(
    (a, b) =>
      effectivePriority(b, now) - effectivePriority(a, now) ||
      a.arrivedAt - b.arrivedAt ||
      (a.id < b.id ? -1 : 1),
  );
}

export interface Assignment {
  readonly conversation: WaitingConversation;
  readonly choice: AgentChoice;
}

/**
 * Hands out the head of a queue: in order, each choice counted before the next. A conversation that
 * nobody can take now (a channel limit, a declined return) does not hold up those behind it.
 */
export function assignQueue(
  waiting: readonly WaitingConversation[],
  agents: readonly AgentState[],
  now: number,
): readonly Assignment[] {
  const byId = new Map(agents.map((agent) => [agent.id, agent]));
  return inQueueOrder(waiting, now).map((conversation) => {
    const choice = chooseAgent(conversation, [...byId.values()]);
    if (choice.kind === "agent") {
      const agent = byId.get(choice.agentId);
      if (agent) byId.set(agent.id, withOneMore(agent, conversation.channel, now));
    }
    return { conversation, choice };
  });
}

function withOneMore(agent: AgentState, channel: Channel, now: number): AgentState {
  return {
    ...agent,
    load: agent.load + weightOf(channel),
    heldByChannel: { ...agent.heldByChannel, [channel]: (agent.heldByChannel[channel] ?? 0) + 1 },
    lastAssignedAt: { ...agent.lastAssignedAt, [channel]: now },
  };
}
