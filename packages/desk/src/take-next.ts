import {
  afterClaim,
  asId,
  isWaitingForAgent,
  nextFor,
  type Principal,
  type QueueId,
  refuseClaim,
  seesEverything,
} from "@circuito/domain";
import {
  loadQueueTerms,
  loadWaiting,
  lockAgent,
  lockAgents,
  lockFreeConversation,
  noteAssignment,
  type Transaction,
} from "@circuito/store";
import { type Nudges, nudge, saveChange } from "./change.ts";
import type { Desk } from "./desk.ts";
import { type Done, done } from "./done.ts";
import { NOT_FOUND, type Refusal } from "./refusal.ts";

export interface TakeNextInput {
  /** Absent: all queues that the caller serves. */
  readonly queueId?: string | undefined;
}

/** Nothing to take: nobody waits, or nothing of what waits is for them. */
export interface NothingNext {
  readonly kind: "nothing";
  readonly because: "nobody-waits" | "nothing-fits";
}

type Person = Extract<Principal, { kind: "agent" }>;

/**
 * So many heads of a queue are looked at: of ten people who ask at once, each passes over what the
 * others hold.
 */
const HEADS_MAX = 50;

/**
 * The next conversation by the queue's own order becomes the caller's. Of many who ask at once each
 * gets another one: what a rival has just locked is passed over.
 */
export async function takeNext(
  desk: Desk,
  who: Principal,
  input: TakeNextInput,
): Promise<Done | NothingNext | Refusal> {
  if (who.kind !== "agent") {
    return { kind: "refused", code: "forbidden", because: "not-an-agent" };
  }
  const { result, nudges } = await desk.database.transaction((tx) => take(desk, tx, who, input));
  if (nudges) await nudge(desk, nudges);
  return result;
}

async function take(
  desk: Desk,
  tx: Transaction,
  who: Person,
  input: TakeNextInput,
): Promise<{ readonly result: Done | NothingNext | Refusal; readonly nudges?: Nudges }> {
  const queueIds = queuesToServe(who, input.queueId);
  if (!queueIds) return { result: NOT_FOUND };
  const held = await lockAgent(tx.client, who.id);
  if (!held) return { result: NOT_FOUND };
  const now = desk.now();
  const waiting = [];
  for (const queueId of queueIds) {
    waiting.push(...(await loadWaiting(tx.client, queueId, HEADS_MAX, now)));
  }
  if (waiting.length === 0) return { result: { kind: "nothing", because: "nobody-waits" } };

  const [own] = queueIds.filter((id) => who.queueIds.includes(id));
  const [member] = own === undefined ? [] : await lockAgents(tx.client, own, [who.id]);
  // Room is judged below, as for whoever claims: that there is none is an answer of its own.
  const agent = member && { ...member, load: 0 };
  const terms = await loadQueueTerms(tx.client, queueIds);
  let isFull = false;
  for (const { id } of nextFor(waiting, agent, terms, now)) {
    const before = await lockFreeConversation(tx, id);
    if (!before || !isWaitingForAgent(before)) continue;
    const refusal = refuseClaim(before, who, { epoch: undefined, held });
    if (refusal === "capacity-full") isFull = true;
    if (refusal) continue;
    await noteAssignment(tx.client, who.id, before.channel, now);
    const after = afterClaim(before, who.id, now);
    const activity = { kind: "claimed", because: "took-next", data: { agentId: who.id } };
    const nudges = await saveChange(tx, who, { before, after, activity }, now);
    return { result: done(after), nudges };
  }
  if (isFull) return { result: { kind: "refused", code: "capacity-full", because: "at-capacity" } };
  return { result: { kind: "nothing", because: "nothing-fits" } };
}

/** `undefined`: a queue that they do not serve, which to them is none. */
function queuesToServe(who: Person, queueId: string | undefined): readonly QueueId[] | undefined {
  if (queueId === undefined) return who.queueIds;
  const [asked] = who.queueIds.filter((id) => id === queueId);
  if (asked !== undefined) return [asked];
  return seesEverything(who) ? [asId(queueId)] : undefined;
}
