import type { AgentId } from "../ids.ts";
import type { AgentState } from "./agent-state.ts";
import { type Ineligible, ineligible, isForLackOfRoom } from "./eligible.ts";
import { offerMsOf, type QueueTerms } from "./queue-terms.ts";
import { compareAgents, type Strategy } from "./strategy.ts";
import type { WaitingConversation } from "./waiting-conversation.ts";

export interface Candidate {
  readonly agentId: AgentId;
  readonly because: Ineligible | "eligible";
}

/**
 * Why this agent: the strategy put them first, they had the customer before, or they had just got room
 * while everybody else had none.
 */
export type AgentChoiceReason = "previous-agent" | "had-room" | Exclude<Strategy, "manual">;

export type NobodyReason =
  | "manual-queue"
  | "held-for-previous-agent"
  | "everyone-full"
  /** Those who are there lack a skill or the language, or have refused it. */
  | "nobody-fits"
  | "nobody-available";

export type AgentChoice =
  | {
      readonly kind: "agent";
      readonly agentId: AgentId;
      readonly because: AgentChoiceReason;
      /** Time they have to say yes; `undefined`: it is given without asking. */
      readonly offerMs: number | undefined;
      readonly candidates: readonly Candidate[];
    }
  | {
      readonly kind: "none";
      readonly because: NobodyReason;
      readonly candidates: readonly Candidate[];
    };

/**
 * Who gets a conversation: its previous owner if eligible; while they are there without room it is
 * held for them a moment; else whoever the queue's strategy puts first. Whoever let an offer of it go
 * by comes after everybody who did not.
 */
export function chooseAgent(
  conversation: WaitingConversation,
  agents: readonly AgentState[],
  terms: QueueTerms,
  now: number,
): AgentChoice {
  const candidates: Candidate[] = [];
  const eligible: AgentState[] = [];
  for (const agent of agents) {
    const against = ineligible(agent, conversation, terms.weights);
    candidates.push({ agentId: agent.id, because: against ?? "eligible" });
    if (!against) eligible.push(agent);
  }
  const { strategy } = terms;
  if (strategy === "manual") return { kind: "none", because: "manual-queue", candidates };

  const offerMs = offerMsOf(conversation.channel, terms);
  const missed = (agent: AgentState) => conversation.missedBy.includes(agent.id);
  const previous = eligible.find(({ id }) => id === conversation.stickyAgentId);
  if (previous && !missed(previous)) {
    return { kind: "agent", agentId: previous.id, because: "previous-agent", offerMs, candidates };
  }
  if (isHeld(conversation, candidates, terms, now)) {
    return { kind: "none", because: "held-for-previous-agent", candidates };
  }
  const [first, ...others] = eligible;
  if (!first) return { kind: "none", because: whyNobody(candidates), candidates };
  const best = others.reduce((held, agent) => {
    const order =
      Number(missed(agent)) - Number(missed(held)) ||
      compareAgents(agent, held, conversation, strategy);
    return order < 0 ? agent : held;
  }, first);
  return { kind: "agent", agentId: best.id, because: strategy, offerMs, candidates };
}

/** The previous owner is there and only has no room: they may have in a moment. */
function isHeld(
  { stickyAgentId, stickyIsThere, missedBy, waitingSince }: WaitingConversation,
  candidates: readonly Candidate[],
  terms: QueueTerms,
  now: number,
): boolean {
  if (stickyAgentId === undefined || !stickyIsThere || missedBy.includes(stickyAgentId)) {
    return false;
  }
  if (now >= waitingSince + terms.stickyHoldMs) return false;
  const against = candidates.find(({ agentId }) => agentId === stickyAgentId)?.because;
  return against === undefined || (against !== "eligible" && isForLackOfRoom(against));
}

function whyNobody(candidates: readonly Candidate[]): NobodyReason {
  const reasons = candidates.map(({ because }) => because);
  if (reasons.some((because) => because !== "eligible" && isForLackOfRoom(because))) {
    return "everyone-full";
  }
  const isThere = reasons.some(
    (because) => because !== "not-available" && because !== "unreachable",
  );
  return isThere ? "nobody-fits" : "nobody-available";
}
