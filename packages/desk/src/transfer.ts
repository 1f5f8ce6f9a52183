import {
  afterFollow,
  afterHandOver,
  type DeskConversation,
  hasRole,
  isActive,
  isFull,
  isSaying,
  type Principal,
} from "@circuito/domain";
import {
  findOpenQueue,
  type HeldLoad,
  lockAgent,
  noteAssignment,
  type Transaction,
} from "@circuito/store";
import type { Change } from "./change.ts";
import type { Desk } from "./desk.ts";
import type { Done } from "./done.ts";
import { decideHop, hopData, hopOf } from "./hand-over.ts";
import { type Decide, inTransaction, type OwnerActInput, ownerActIn } from "./owner-act.ts";
import { invalid, type Refusal, wrongState } from "./refusal.ts";
import { keepNotice, refuseNotice } from "./triage/directed-notice.ts";

export interface TransferInput extends OwnerActInput {
  readonly queueId?: string | undefined;
  readonly agentId?: string | undefined;
  readonly note: string;
  /** What the customer is told, a moment later: nothing if the move is taken back. */
  readonly notice?: string | undefined;
  /** Whoever lets go wants to see how it goes on. */
  readonly follows?: boolean | undefined;
}

/**
 * To another queue of the same level, or straight to a colleague who serves it. Without a colleague
 * it waits there at its original place; to its own queue, it is put back.
 */
export async function transfer(
  desk: Desk,
  who: Principal,
  input: TransferInput,
): Promise<Done | Refusal> {
  if (!input.queueId && !input.agentId) return invalid("no-target");
  return inTransaction(desk, async (tx) => {
    // Before the conversation, as everybody who locks both.
    const colleague = input.agentId ? await lockAgent(tx.client, input.agentId) : undefined;
    if (input.agentId && (!colleague || colleague.disabled)) {
      return { result: invalid("no-such-agent") };
    }
    return ownerActIn(desk, tx, who, input, (before, _tx, now) =>
      decide({ who, input, before, tx, now, colleague }),
    );
  });
}

/** To a queue alone: whoever goes to a colleague locks them first. */
export function decideTransfer(
  who: Principal,
  input: Pick<TransferInput, "note"> & { readonly queueId: string },
): Decide {
  return (before, tx, now) => decide({ who, input, before, tx, now, colleague: undefined });
}

async function decide(facts: {
  readonly who: Principal;
  readonly input: Pick<TransferInput, "queueId" | "note" | "notice" | "follows">;
  readonly before: DeskConversation;
  readonly tx: Transaction;
  readonly now: number;
  readonly colleague: HeldLoad | undefined;
}): Promise<Omit<Change, "before"> | Refusal> {
  const { who, input, before, tx, now, colleague } = facts;
  const queueId = input.queueId ?? before.queueId;
  const queue = queueId === undefined ? undefined : await findOpenQueue(tx.client, queueId);
  if (!queue) return invalid("no-such-queue");
  if (!isSaying(input.note)) return invalid("says-nothing");
  if (isActive(before) && queue.id === before.queueId && colleague?.id === before.assigneeId) {
    return wrongState("same-queue");
  }
  const unheard = input.notice && (await refuseNotice(tx.client, before, now));
  if (unheard) return unheard;
  const asked = { kind: "transfer", to: queue, note: input.note } as const;
  const decided = await decideHop(tx.client, who, before, asked, now);
  if (decided.kind === "refused") return decided;
  // What goes to the supervisors instead waits there for whichever of them takes it.
  const receiver = decided.to.id === queue.id ? colleague : undefined;
  if (receiver) {
    if (!receiver.queueIds.includes(queue.id)) return invalid("not-a-member");
    if (isFull(receiver, before.channel) && !hasRole(who, "supervisor")) {
      return { kind: "refused", code: "capacity-full", because: "at-capacity" };
    }
    await noteAssignment(tx.client, receiver.id, before.channel, now);
  }
  const to = { queue: decided.to, ...(receiver && { agentId: receiver.id }) };
  const handedOver = afterHandOver(before, to, decided.handOver);
  const after =
    input.follows && who.kind === "agent" ? afterFollow(handedOver, who.id, true) : handedOver;
  if (input.notice) await keepNotice(tx.client, before, input.notice, now);
  const hop = hopOf(before, decided, receiver?.id);
  const because = decided.diverted?.because ?? (receiver ? "to-a-colleague" : "to-a-queue");
  return { after, hop, activity: { kind: "transferred", because, data: hopData(hop) } };
}
