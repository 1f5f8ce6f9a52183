import { type AttendantState, queueToSee } from "../attendant/attendant-state.ts";
import type { AgentId, QueueId } from "../ids.ts";

/** What a person or a key may do; each includes the one before. */
export const ROLES = ["agent", "supervisor", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** Who asks: a person who logged in, or a program with an API key. */
export type Principal =
  | {
      readonly kind: "agent";
      readonly id: AgentId;
      readonly name: string;
      readonly role: Role;
      readonly queueIds: readonly QueueId[];
    }
  | { readonly kind: "api-key"; readonly id: string; readonly name: string; readonly role: Role };

export function hasRole(who: Principal, least: Role): boolean {
  return ROLES.indexOf(who.role) >= ROLES.indexOf(least);
}

/**
 * Whether somebody sees every conversation. A key belongs to the installation and to no queue, so
 * its role limits what it may do and not what it sees.
 */
export function seesEverything(who: Principal): boolean {
  return who.kind === "api-key" || hasRole(who, "supervisor");
}

/** The one rule of visibility: an agent sees what is in their queues and what is theirs. */
export function canSee(
  who: Principal,
  conversation: {
    readonly queueId: QueueId | undefined;
    readonly assigneeId: AgentId | undefined;
    readonly attendant?: AttendantState | undefined;
  },
): boolean {
  if (who.kind === "api-key" || hasRole(who, "supervisor")) return true;
  if (conversation.assigneeId === who.id) return true;
  const queueId = queueToSee(conversation);
  return queueId !== undefined && who.queueIds.includes(queueId);
}

/** Who of us it is; a program is nobody of us. */
export function agentIdOf(who: Principal): AgentId | undefined {
  return who.kind === "agent" ? who.id : undefined;
}
