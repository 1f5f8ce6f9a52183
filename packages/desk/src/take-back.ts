import {
  afterHandOver,
  type DeskConversation,
  isActive,
  mayTakeBack,
  type Principal,
  type QueueState,
} from "@circuito/domain";
import {
  clearDue,
  findLastHop,
  findQueue,
  lockAgent,
  lockDeskConversation,
  noteAssignment,
  type Transaction,
  takeDirectedNotice,
} from "@circuito/store";
import { saveChange } from "./change.ts";
import type { Desk } from "./desk.ts";
import { type Done, done } from "./done.ts";
import { type DecidedHop, hopData, hopOf } from "./hand-over.ts";
import { type Acted, inTransaction } from "./owner-act.ts";
import { NOT_FOUND, type Refusal, wrongState } from "./refusal.ts";

export interface TakeBackInput {
  readonly conversationId: string;
  /** As the hand-over left it: under another one, somebody has it by now. */
  readonly epoch: number;
  /** What the story says of it. */
  readonly note: string;
}

/**
 * Takes back the hand-over that one has just made, to the queue and the person it came from, before
 * anybody took it. One may even if one sees the conversation no more: one had it a moment ago.
 */
export function takeBack(
  desk: Desk,
  who: Principal,
  input: TakeBackInput,
): Promise<Done | Refusal> {
  return inTransaction(desk, (tx) => take(desk, tx, who, input));
}

async function take(
  desk: Desk,
  tx: Transaction,
  who: Principal,
  { conversationId, epoch, note }: TakeBackInput,
): Promise<Acted> {
  const last = await findLastHop(tx.client, conversationId);
  // Whoever did not hand it over learns nothing of it.
  if (last?.byAgentId === undefined || last.byAgentId !== who.id) return { result: NOT_FOUND };
  // Before the conversation, as everybody who locks both.
  if (last.fromAgentId) await lockAgent(tx.client, last.fromAgentId, conversationId);
  const before = await lockDeskConversation(tx, conversationId);
  if (!before) return { result: NOT_FOUND };
  const queue = last.fromQueueId && (await findQueue(tx.client, last.fromQueueId));
  const now = desk.now();
  const isAsItWas = before.epoch === epoch && isActive(before);
  if (!queue || !isAsItWas || !mayTakeBack(before.handOver, who, now)) {
    return { result: wrongState("not-to-be-taken-back") };
  }
  if (last.fromAgentId) await noteAssignment(tx.client, last.fromAgentId, before.channel, now);
  // What was not said yet of a move that is none is not said.
  await clearDue(tx.client, "directed-notice", [before.id]);
  await takeDirectedNotice(tx.client, before.id);
  const decided = backTo(queue, who, before, { note, now });
  const to = { queue, ...(last.fromAgentId && { agentId: last.fromAgentId }) };
  const after = afterHandOver(before, to, decided.handOver);
  const hop = hopOf(before, decided, last.fromAgentId);
  const activity = { kind: "transferred", because: "taken-back", data: hopData(hop) };
  const nudges = await saveChange(tx, who, { before, after, hop, activity }, now);
  return { result: done(after), nudges };
}

function backTo(
  to: QueueState,
  who: Principal,
  before: DeskConversation,
  { note, now }: { readonly note: string; readonly now: number },
): DecidedHop {
  return {
    kind: "decided",
    to,
    diverted: undefined,
    acceptBy: undefined,
    handOver: {
      kind: "transfer",
      ...(who.kind === "agent" && { byAgentId: who.id }),
      byName: who.name,
      fromQueueId: before.queueId,
      note,
      at: now,
    },
  };
}
