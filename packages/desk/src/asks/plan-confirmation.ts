import { chooseConfirmation, type DeskConversation, type Principal } from "@circuito/domain";
import { findConfirmations, type Transaction, withdrawAsks } from "@circuito/store";
import type { Desk } from "../desk.ts";
import { planQuestion } from "./plan-question.ts";

/**
 * Its customer is to be asked whether it is solved, where a policy says so: in a while, in the
 * transaction that solved it. Whether they may be asked is decided then.
 */
export async function planConfirmation(
  desk: Pick<Desk, "newId">,
  tx: Transaction,
  who: Principal,
  solved: DeskConversation,
  now: number,
): Promise<void> {
  const { client } = tx;
  const { channel, queueId } = solved;
  const policies = await findConfirmations(client, { queueId, channel });
  const policy = chooseConfirmation(policies, { queueId, channel });
  if (!policy.enabled) return;
  // Of one that was open again for a moment, before its time had come.
  await withdrawAsks(client, solved.id, "solved-again", now);
  await planQuestion(desk, tx, who, solved, {
    kind: "confirmation",
    dueAt: now + policy.delayMs,
  });
}
