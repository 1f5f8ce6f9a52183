import {
  type AgentId,
  addBusinessTime,
  type DeskConversation,
  divertHop,
  type HandOver,
  type HandOverKind,
  type Principal,
  type QueueState,
  refuseHandOver,
} from "@circuito/domain";
import {
  findAcceptWithin,
  findCalendar,
  findPastHops,
  findQueue,
  findSupervisorQueues,
  type NewHop,
  type Queryable,
} from "@circuito/store";
import { type Refusal, wrongState } from "./refusal.ts";

/** What somebody asks for, before the rules of the circuit had their say. */
export interface AskedHop {
  readonly kind: HandOverKind;
  readonly to: QueueState;
  readonly note: string;
  /** Of an escalation: what came of what was tried. */
  readonly result?: string;
}

/** Where a hop really goes. */
export interface DecidedHop {
  readonly kind: "decided";
  readonly to: QueueState;
  /** As the receiver reads it. */
  readonly handOver: HandOver;
  readonly diverted: HandOver["diverted"];
  /** Business time in which somebody there should take it; `undefined`: nobody promised. */
  readonly acceptBy: number | undefined;
}

/**
 * Judges a hop by the rules of the circuit (rules §8.8): refused, as asked, or to the supervisors. Where
 * there are none it goes as asked, marked, and is on the supervisors' list until somebody takes it.
 */
export async function decideHop(
  q: Queryable,
  who: Principal,
  before: DeskConversation,
  asked: AskedHop,
  now: number,
): Promise<DecidedHop | Refusal> {
  const { kind, note, result } = asked;
  const from = before.queueId === undefined ? undefined : await findQueue(q, before.queueId);
  const because = refuseHandOver(kind, before, { from, to: asked.to, last: before.handOver });
  // Who owns it was judged before; the domain's own word for it cannot come up here.
  if (because) return wrongState(because === "other-owner" ? "not-open" : because);

  const supervisors = await findSupervisorQueues(q);
  const diversion = divertHop(kind, {
    from,
    to: asked.to,
    hops: await findPastHops(q, before.id),
    supervisorQueueIds: supervisors.map(({ id }) => id),
  });
  const to = (diversion && supervisors[0]) ?? asked.to;
  const diverted = diversion && { because: diversion, meantQueueId: asked.to.id };
  return {
    kind: "decided",
    to,
    diverted,
    acceptBy: await acceptByOf(q, before, to, now),
    handOver: {
      kind,
      ...(who.kind === "agent" && { byAgentId: who.id }),
      byName: who.name,
      fromQueueId: before.queueId,
      note,
      ...(result !== undefined && { result }),
      at: now,
      ...(diverted && { diverted }),
    },
  };
}

async function acceptByOf(
  q: Queryable,
  { inboxId }: DeskConversation,
  to: QueueState,
  now: number,
): Promise<number | undefined> {
  const withinMs = await findAcceptWithin(q, to.id);
  if (withinMs === undefined) return undefined;
  return addBusinessTime(await findCalendar(q, inboxId), now, withinMs);
}

/** The row of it, with who lets go and who gets it straight away. */
export function hopOf(
  before: DeskConversation,
  { to, handOver, diverted, acceptBy }: DecidedHop,
  toAgentId: AgentId | undefined,
): NewHop {
  return {
    kind: handOver.kind,
    fromQueueId: before.queueId,
    toQueueId: to.id,
    fromAgentId: before.assigneeId,
    toAgentId,
    byAgentId: handOver.byAgentId,
    byName: handOver.byName,
    note: handOver.note,
    result: handOver.result,
    diverted: diverted?.because,
    meantQueueId: diverted?.meantQueueId,
    at: handOver.at,
    acceptBy,
  };
}

/** Ids a reader of the story can look up, and the words that went along. */
export function hopData(hop: NewHop): Readonly<Record<string, unknown>> {
  return {
    fromQueueId: hop.fromQueueId ?? null,
    toQueueId: hop.toQueueId ?? null,
    fromAgentId: hop.fromAgentId ?? null,
    toAgentId: hop.toAgentId ?? null,
    note: hop.note,
    ...(hop.result !== undefined && { result: hop.result }),
    ...(hop.meantQueueId && { meantQueueId: hop.meantQueueId }),
    ...(hop.acceptBy !== undefined && { acceptBy: new Date(hop.acceptBy).toISOString() }),
  };
}
