import type { DeskConversation } from "@circuito/domain";
import { findAgent, type Queryable } from "@circuito/store";
import type { Refusal } from "./refusal.ts";

type Conflict = Extract<Refusal, { code: "conflict" }>;

/** Tells who has the conversation now, and under which epoch: the loser of a race learns the winner. */
export async function conflict(
  q: Queryable,
  conversation: DeskConversation,
  because: Conflict["because"],
): Promise<Conflict> {
  const { assigneeId, epoch } = conversation;
  const agent = assigneeId === undefined ? undefined : await findAgent(q, assigneeId);
  return {
    kind: "refused",
    code: "conflict",
    because,
    owner: assigneeId && agent ? { id: assigneeId, name: agent.name } : undefined,
    epoch,
  };
}

/** Tells who has it before them in triage. */
export async function leased(q: Queryable, { lease, epoch }: DeskConversation): Promise<Refusal> {
  const agent = lease && (await findAgent(q, lease.agentId));
  return {
    kind: "refused",
    code: "conflict",
    because: "in-triage",
    owner: lease && agent ? { id: lease.agentId, name: agent.name } : undefined,
    epoch,
  };
}
