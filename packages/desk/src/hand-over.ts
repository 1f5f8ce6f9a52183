import {
  type DeskConversation,
  type HandOver,
  type HandOverKind,
  type Principal,
  type QueueState,
  refuseHandOver,
} from "@circuito/domain";
import { findQueue, type Queryable } from "@circuito/store";
import { type Refusal, wrongState } from "./refusal.ts";

/** The hop as the receiver reads it. */
export function handOverBy(
  who: Principal,
  before: DeskConversation,
  kind: HandOverKind,
  note: string,
  at: number,
): HandOver {
  return {
    kind,
    ...(who.kind === "agent" && { byAgentId: who.id }),
    byName: who.name,
    fromQueueId: before.queueId,
    note,
    at,
  };
}

/** @returns the refusal that the rules of the circuit ask for, if any */
export async function refuseHop(
  q: Queryable,
  kind: HandOverKind,
  before: DeskConversation,
  to: QueueState | undefined,
): Promise<Refusal | undefined> {
  const from = before.queueId && (await findQueue(q, before.queueId));
  const ways = { from: from || undefined, to, last: before.handOver };
  const because = refuseHandOver(kind, before, ways);
  if (because === undefined) return undefined;
  // Who owns it was judged before; the domain's own word for it cannot come up here.
  return wrongState(because === "other-owner" ? "not-open" : because);
}

/** Ids a reader of the story can look up, and the words that went along. */
export function hopData(
  before: DeskConversation,
  after: DeskConversation,
  handOver: HandOver,
): Readonly<Record<string, unknown>> {
  return {
    fromQueueId: before.queueId ?? null,
    toQueueId: after.queueId ?? null,
    fromAgentId: before.assigneeId ?? null,
    toAgentId: after.assigneeId ?? null,
    note: handOver.note,
  };
}
