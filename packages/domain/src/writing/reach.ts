import type { Channel } from "../channel.ts";
import { hasRole, type Principal, seesEverything } from "../desk/principal.ts";
import type { AgentId, QueueId } from "../ids.ts";

/** Whose a quick reply or a macro is, and where it is of use. */
export interface Reach {
  /** Those who serve it have it. */
  readonly queueId: QueueId | null;
  /** Theirs alone; null with `queueId` null: everybody's. */
  readonly agentId: AgentId | null;
  /** Empty: every channel. */
  readonly channels: readonly Channel[];
}

/** Everybody's, their queues', their own. What is another's alone does not exist for anybody else. */
export function mayUse(who: Principal, { queueId, agentId }: Reach): boolean {
  if (agentId !== null) return agentId === who.id;
  if (queueId === null || seesEverything(who)) return true;
  return who.kind === "agent" && who.queueIds.includes(queueId);
}

/** Somebody else's own one does not exist for anybody else, supervisors included. */
export function existsFor(who: Principal, { agentId }: Pick<Reach, "agentId">): boolean {
  return agentId === null || agentId === who.id;
}

/** One's own are one's own to change, what others use a supervisor's. */
export function mayChange(who: Principal, { agentId }: Pick<Reach, "agentId">): boolean {
  return agentId === null ? hasRole(who, "supervisor") : agentId === who.id;
}

export function isForChannel({ channels }: Pick<Reach, "channels">, channel: Channel) {
  return channels.length === 0 || channels.includes(channel);
}
