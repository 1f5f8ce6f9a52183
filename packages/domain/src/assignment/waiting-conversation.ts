import type { Channel } from "../channel.ts";
import type { ConversationState, Level } from "../conversation.ts";
import type { AgentId, ConversationId, QueueId } from "../ids.ts";
import type { Skills } from "./agent-state.ts";

/** What the assigner knows of one conversation that waits. */
export interface WaitingConversation {
  readonly id: ConversationId;
  readonly queueId: QueueId;
  readonly channel: Channel;
  readonly level: Level;
  /** As it was routed and raised since; waiting is added when it is compared. */
  readonly priority: number;
  /** Original arrival: the place in every queue it ever waits in. */
  readonly arrivedAt: number;
  /** Since when the customer waits for an answer: from then on it is held for its previous owner. */
  readonly waitingSince: number;
  readonly epoch: number;
  readonly stickyAgentId: AgentId | undefined;
  /** The previous owner serves this queue, wants conversations and can be reached. */
  readonly stickyIsThere: boolean;
  /** Who gave it back: not offered to them again. */
  readonly excludedAgentIds: readonly AgentId[];
  /** Who declined it within {@link DECLINED_FOR_MS}, and who let an offer of it go by. */
  readonly declinedBy: readonly AgentId[];
  readonly missedBy: readonly AgentId[];
  /** Least level of each; empty once its plan has let go of them. */
  readonly requiredSkills: Skills;
  /** ISO 639 code, when it is known. */
  readonly language: string | undefined;
}

/** Whoever declined a conversation is not offered it again for this long (rules §8.3). */
export const DECLINED_FOR_MS = 30 * 60_000;

/** Least level of each skill; none once a step of its plan has let go of them. */
export function skillsNeeded({
  plan,
  planStep,
  requiredSkills,
}: Pick<ConversationState, "plan" | "planStep" | "requiredSkills">): Skills {
  const step = planStep === undefined ? undefined : plan?.steps[planStep];
  return step?.skills === "relaxed" ? {} : requiredSkills;
}
