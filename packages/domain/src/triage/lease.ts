import { hasRole, type Principal } from "../desk/principal.ts";
import type { AgentId } from "../ids.ts";

/** Held longer than this without a sign of life, an item is anybody's again: nobody waits for a crash. */
export const LEASE_MS = 2 * 60_000;
/** A console that has an item before its director says so this often. */
export const LEASE_BEAT_MS = 30_000;
/** When a console is gone: a page that is loaded again is back sooner, and another tab beats within it. */
export const LEASE_GRACE_MS = 45_000;

/** A director looks at it: nobody else gets it meanwhile. Instants are ms since epoch. */
export interface Lease {
  readonly agentId: AgentId;
  readonly since: number;
  readonly until: number;
}

interface Leased {
  readonly lease?: Lease | undefined;
}

/** Whoever has it under a lease that still holds. */
export function lesseeOf({ lease }: Leased, now: number): AgentId | undefined {
  return lease && lease.until > now ? lease.agentId : undefined;
}

/** Whether somebody must leave it alone for a while. Supervisors step in wherever they have to. */
export function isLeasedAway(conversation: Leased, who: Principal, now: number): boolean {
  const lessee = lesseeOf(conversation, now);
  return lessee !== undefined && lessee !== who.id && !hasRole(who, "supervisor");
}

/** The lease that somebody has from now on: the one they have already goes on. */
export function leaseFor(conversation: Leased, agentId: AgentId, now: number): Lease {
  const isTheirs = lesseeOf(conversation, now) === agentId;
  return {
    agentId,
    since: isTheirs && conversation.lease ? conversation.lease.since : now,
    until: now + LEASE_MS,
  };
}
