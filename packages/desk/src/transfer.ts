import {
  afterHandOver,
  type DeskConversation,
  hasRole,
  isFull,
  type Principal,
} from "@circuito/domain";
import {
  findQueue,
  type HeldLoad,
  lockAgent,
  noteAssignment,
  type Transaction,
} from "@circuito/store";
import type { Change } from "./change.ts";
import type { Desk } from "./desk.ts";
import type { Done } from "./done.ts";
import { handOverBy, hopData, refuseHop } from "./hand-over.ts";
import { inTransaction, type OwnerActInput, ownerActIn } from "./owner-act.ts";
import { invalid, type Refusal, wrongState } from "./refusal.ts";

export interface TransferInput extends OwnerActInput {
  readonly queueId?: string | undefined;
  readonly agentId?: string | undefined;
  readonly note: string;
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

async function decide(facts: {
  readonly who: Principal;
  readonly input: TransferInput;
  readonly before: DeskConversation;
  readonly tx: Transaction;
  readonly now: number;
  readonly colleague: HeldLoad | undefined;
}): Promise<Omit<Change, "before"> | Refusal> {
  const { who, input, before, tx, now, colleague } = facts;
  const queueId = input.queueId ?? before.queueId;
  const queue = queueId === undefined ? undefined : await findQueue(tx.client, queueId);
  if (!queue) return invalid("no-such-queue");
  const refused = await refuseHop(tx.client, "transfer", before, queue);
  if (refused) return refused;
  if (queue.id === before.queueId && colleague?.id === before.assigneeId) {
    return wrongState("same-queue");
  }
  if (colleague) {
    if (!colleague.queueIds.includes(queue.id)) return invalid("not-a-member");
    if (isFull(colleague, before.channel) && !hasRole(who, "supervisor")) {
      return { kind: "refused", code: "capacity-full", because: "at-capacity" };
    }
    await noteAssignment(tx.client, colleague.id, before.channel, now);
  }
  const handOver = handOverBy(who, before, "transfer", input.note, now);
  const to = { queue, ...(colleague && { agentId: colleague.id }) };
  const after = afterHandOver(before, to, handOver);
  const because = colleague ? "to-a-colleague" : "to-a-queue";
  return {
    after,
    activity: { kind: "transferred", because, data: hopData(before, after, handOver) },
  };
}
