import type { Channel } from "../channel.ts";
import type { AgentId } from "../ids.ts";
import type { WantedPresence } from "../presence/wanted.ts";

/** Name of a skill to a level, 1 (knows it) to 5 (knows it best). */
export type Skills = Readonly<Record<string, number>>;

/** What the assigner knows of one member of the queue. */
export interface AgentState {
  readonly id: AgentId;
  readonly wanted: WantedPresence;
  /** Has a live socket, or lost it within the grace. */
  readonly reachable: boolean;
  /** Units the agent can hold. */
  readonly capacity: number;
  /** Units held now, over all channels; what is offered to them is held. */
  readonly load: number;
  /** Conversations held and allowed per channel; no entry, no limit of its own. */
  readonly heldByChannel: Readonly<Record<Channel, number>>;
  readonly limitByChannel: Readonly<Record<Channel, number>>;
  /** When the agent last got a conversation of this channel; longest ago is first. */
  readonly lastAssignedAt: Readonly<Record<Channel, number>>;
  readonly skills: Skills;
  /** ISO 639 codes; empty: whatever comes. */
  readonly languages: readonly string[];
  /** Share of the queue's conversations, relative to the other members'. */
  readonly weight: number;
}
