import { asId, chooseConfirmation, type DeskConversation, type Principal } from "@circuito/domain";
import { findConfirmations, planAsk, type Transaction, withdrawAsks } from "@circuito/store";
import type { Desk } from "../desk.ts";

/**
 * Its customer is to be asked whether it is solved, where a policy says so: in a while, in the
 * transaction that solved it. Whether they may be asked is decided then.
 */
export async function planConfirmation(
  { newId }: Pick<Desk, "newId">,
  { client }: Transaction,
  who: Principal,
  solved: DeskConversation,
  now: number,
): Promise<void> {
  const { id: conversationId, contactId, inboxId, channel, address, queueId } = solved;
  const policies = await findConfirmations(client, { queueId, channel });
  const policy = chooseConfirmation(policies, { queueId, channel });
  if (!policy.enabled) return;
  // Of one that was open again for a moment, before its time had come.
  await withdrawAsks(client, conversationId, "solved-again", now);
  await planAsk(client, {
    id: asId(newId()),
    kind: "confirmation",
    conversationId,
    contactId,
    inboxId,
    channel,
    address,
    queueId,
    agentId: who.kind === "agent" ? who.id : undefined,
    dueAt: now + policy.delayMs,
  });
}
