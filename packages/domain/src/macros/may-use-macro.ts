import type { Channel } from "../channel.ts";
import { hasRole, type Principal, seesEverything } from "../desk/principal.ts";
import type { AgentId, QueueId } from "../ids.ts";

/** Whose a macro is, and where it is of use. */
export interface MacroReach {
  /** Those who serve it have it. */
  readonly queueId: QueueId | null;
  /** Theirs alone; null with `queueId` null: everybody's. */
  readonly agentId: AgentId | null;
  /** Empty: every channel. */
  readonly channels: readonly Channel[];
}

/** Everybody's, their queues', their own. What is another's alone does not exist for anybody else. */
export function mayUseMacro(who: Principal, { queueId, agentId }: MacroReach): boolean {
  if (agentId !== null) return agentId === who.id;
  if (queueId === null || seesEverything(who)) return true;
  return who.kind === "agent" && who.queueIds.includes(queueId);
}

/** One's own are one's own to change, what others use a supervisor's. */
export function mayChangeMacro(who: Principal, { agentId }: Pick<MacroReach, "agentId">): boolean {
  return agentId === null ? hasRole(who, "supervisor") : agentId === who.id;
}

export function isForChannel({ channels }: Pick<MacroReach, "channels">, channel: Channel) {
  return channels.length === 0 || channels.includes(channel);
}
