import {
  type AgentId,
  asId,
  type ChosenReason,
  hasRole,
  type Principal,
  type WantedPresence,
} from "@circuito/domain";
import { findAgent, setWantedPresence, writeNotices } from "@circuito/store";
import type { Desk } from "./desk.ts";
import { NOT_FOUND, type Refusal } from "./refusal.ts";

export interface PresenceInput {
  readonly agentId: string;
  readonly wanted: WantedPresence;
  /** Of a break; who wants conversations needs none. */
  readonly reason?: ChosenReason | undefined;
}

export interface PresenceSet {
  readonly kind: "done";
  readonly agentId: AgentId;
}

/** What somebody wants to get; whether they can be reached is not theirs to say. */
export async function setPresence(
  desk: Desk,
  who: Principal,
  input: PresenceInput,
): Promise<PresenceSet | Refusal> {
  const agentId = asId<AgentId>(input.agentId);
  if (agentId !== who.id && !hasRole(who, "supervisor")) {
    return { kind: "refused", code: "forbidden", because: "not-yours" };
  }
  const queueIds = await desk.database.transaction(async ({ client }) => {
    const reason = input.wanted === "available" ? undefined : input.reason;
    if (!(await setWantedPresence(client, agentId, input.wanted, reason))) return undefined;
    const agent = await findAgent(client, agentId);
    const queues = agent?.queueIds ?? [];
    await writeNotices(client, [
      { type: "agent.changed", subjectId: agentId, audience: [agentId, ...queues] },
    ]);
    return queues;
  });
  if (!queueIds) return NOT_FOUND;
  desk.wake.publish("outbox");
  if (input.wanted === "available" && queueIds.length > 0) {
    await desk.jobs.nudge("assign", queueIds);
  }
  return { kind: "done", agentId };
}
