import {
  type AgentId,
  asId,
  type ChosenReason,
  hasRole,
  nameOfFreeAgent,
  type Principal,
  type WantedPresence,
} from "@circuito/domain";
import {
  addAnnouncement,
  findAgent,
  findBreaks,
  rescindOffersTo,
  setWantedPresence,
  writeNotices,
} from "@circuito/store";
import type { Desk } from "./desk.ts";
import { invalid, NOT_FOUND, type Refusal } from "./refusal.ts";

export interface PresenceInput {
  readonly agentId: string;
  readonly wanted: WantedPresence;
  /** Of a break; who wants conversations needs none. */
  readonly reason?: ChosenReason | undefined;
  /** Why somebody else sets it, in their words: told to whom it concerns. */
  readonly note?: string | undefined;
}

export interface PresenceSet {
  readonly kind: "done";
  readonly agentId: AgentId;
}

/**
 * What somebody wants to get; whether they can be reached is not theirs to say. Of what a supervisor
 * set for them they are told, by whom and why.
 */
export async function setPresence(
  desk: Desk,
  who: Principal,
  input: PresenceInput,
): Promise<PresenceSet | Refusal> {
  const agentId = asId<AgentId>(input.agentId);
  if (agentId !== who.id && !hasRole(who, "supervisor")) {
    return { kind: "refused", code: "forbidden", because: "not-yours" };
  }
  const isAvailable = input.wanted === "available";
  if (!(await isOffered(desk, input))) return invalid("no-such-break");
  const again = await desk.database.transaction(async ({ client }) => {
    const reason = isAvailable ? undefined : input.reason;
    if (!(await setWantedPresence(client, agentId, input.wanted, reason))) return undefined;
    const agent = await findAgent(client, agentId);
    const queues = agent?.queueIds ?? [];
    await writeNotices(client, [
      { type: "agent.changed", subjectId: agentId, audience: [agentId, ...queues] },
    ]);
    if (agentId !== who.id) {
      await addAnnouncement(client, {
        id: desk.newId(),
        kind: "presence",
        fromId: who.id,
        fromName: who.name,
        text: input.note ?? "",
        data: { wanted: input.wanted, ...(reason && { reason }) },
        to: [agentId],
      });
    }
    if (isAvailable) return [];
    // What was offered to them goes to somebody else now, and not when its time is over.
    return await rescindOffersTo(client, agentId, "not-available", desk.now());
  });
  if (!again) return NOT_FOUND;
  desk.wake.publish("outbox");
  const work = isAvailable ? [nameOfFreeAgent(agentId)] : again;
  if (work.length > 0) await desk.jobs.nudge("assign", work);
  return { kind: "done", agentId };
}

/** Why people are gone is counted: words that no admin offers would be kinds of their own. */
async function isOffered(desk: Desk, { wanted, reason }: PresenceInput): Promise<boolean> {
  if (wanted === "available" || reason === undefined) return true;
  return (await findBreaks(desk.database.pool)).includes(reason);
}
