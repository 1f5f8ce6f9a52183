import {
  type AgentId,
  afterLease,
  afterLeaseEnd,
  type ConversationId,
  hasRole,
  LEASE_GRACE_MS,
  lesseeOf,
  type Principal,
  type QueueId,
} from "@circuito/domain";
import {
  findLeasedBy,
  findTriageQueues,
  lockDeskConversation,
  lockNextInTriage,
  type Queryable,
  shortenLeases,
  type Transaction,
} from "@circuito/store";
import { lockVisible, type Nudges, nudge, saveChange } from "../change.ts";
import { leased } from "../conflict.ts";
import type { Desk } from "../desk.ts";
import { type Done, done } from "../done.ts";
import { type Acted, inTransaction } from "../owner-act.ts";
import { NOT_FOUND, type Refusal, wrongState } from "../refusal.ts";

export type Agent = Extract<Principal, { kind: "agent" }>;

export const NOT_AN_AGENT: Refusal = {
  kind: "refused",
  code: "forbidden",
  because: "not-an-agent",
};

/** The directors' queues of somebody; all for a supervisor who serves none. */
export function triageQueuesOf(q: Queryable, who: Principal): Promise<readonly QueueId[]> {
  const queueIds = who.kind === "agent" ? who.queueIds : [];
  return findTriageQueues(q, { queueIds, all: hasRole(who, "supervisor") });
}

/** What came before somebody, or that there is nothing for them. */
export type Next = { readonly kind: "next"; readonly conversationId: ConversationId | undefined };

/**
 * Puts the next item of somebody's directors' queues before them, and nobody else: of any number who ask
 * at once each gets another one. What they have already comes again; what else they had is left to others.
 */
export async function takeNextInTriage(desk: Desk, who: Principal): Promise<Next | Refusal> {
  if (who.kind !== "agent") return NOT_AN_AGENT;
  const { id, nudges } = await desk.database.transaction(async (tx) => {
    const queueIds = await triageQueuesOf(tx.client, who);
    const now = desk.now();
    const next = await lockNextInTriage(tx.client, { agentId: who.id, queueIds, now });
    const left = await leave(tx, who, next, now);
    const before = next === undefined ? undefined : await lockDeskConversation(tx, next);
    if (!before) return { id: undefined, nudges: left };
    const after = afterLease(before, who.id, now);
    return { id: before.id, nudges: [...left, await saveChange(tx, who, { before, after }, now)] };
  });
  for (const one of nudges) await nudge(desk, one);
  return { kind: "next", conversationId: id };
}

/**
 * Goes on having an item before one, or takes a certain one that waits: what was opened from a list, and
 * what an own lease ran out of.
 */
export function keepLease(desk: Desk, who: Principal, id: string): Promise<Done | Refusal> {
  return inTransaction(desk, async (tx): Promise<Acted> => {
    if (who.kind !== "agent") return { result: NOT_AN_AGENT };
    const before = await lockVisible(tx, who, id);
    if (!before) return { result: NOT_FOUND };
    const now = desk.now();
    const lessee = lesseeOf(before, now);
    if (lessee !== undefined && lessee !== who.id)
      return { result: await leased(tx.client, before) };
    const isOthers = before.assigneeId !== undefined && before.assigneeId !== who.id;
    const queueIds = await triageQueuesOf(tx.client, who);
    const isHere = before.queueId !== undefined && queueIds.includes(before.queueId);
    if (before.status !== "open" || isOthers || !isHere) {
      return { result: wrongState("not-in-triage") };
    }
    const after = afterLease(before, who.id, now);
    return { result: done(after), nudges: await saveChange(tx, who, { before, after }, now) };
  });
}

/** Leaves an item to whoever is next. What is not theirs is left as it is. */
export function endLease(desk: Desk, who: Principal, id: string): Promise<Done | Refusal> {
  return inTransaction(desk, async (tx): Promise<Acted> => {
    const before = await lockVisible(tx, who, id);
    if (!before) return { result: NOT_FOUND };
    if (before.lease?.agentId !== who.id) return { result: done(before) };
    const after = afterLeaseEnd(before);
    const nudges = await saveChange(tx, who, { before, after }, desk.now());
    return { result: done(after), nudges };
  });
}

/** The last consoles of these directors are gone: what they had is anybody's soon. */
export async function shortenLeasesOf(desk: Desk, agentIds: readonly AgentId[]): Promise<void> {
  await shortenLeases(desk.database.pool, agentIds, desk.now() + LEASE_GRACE_MS);
}

async function leave(
  tx: Transaction,
  who: Agent,
  kept: string | undefined,
  now: number,
): Promise<readonly Nudges[]> {
  const nudges: Nudges[] = [];
  for (const id of await findLeasedBy(tx.client, who.id)) {
    const before = id === kept ? undefined : await lockDeskConversation(tx, id);
    if (before?.lease?.agentId !== who.id) continue;
    nudges.push(await saveChange(tx, who, { before, after: afterLeaseEnd(before) }, now));
  }
  return nudges;
}
