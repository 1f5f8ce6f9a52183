import {
  type AskKind,
  agentIdOf,
  asId,
  type DeskConversation,
  type Principal,
} from "@circuito/domain";
import { planAsk, type Transaction } from "@circuito/store";
import type { Desk } from "../desk.ts";

/** A question to the customer of a conversation that `who` solved, to be put when its time comes. */
export async function planQuestion(
  { newId }: Pick<Desk, "newId">,
  { client }: Transaction,
  who: Principal,
  solved: DeskConversation,
  question: { readonly kind: AskKind; readonly dueAt: number },
): Promise<void> {
  const { id: conversationId, contactId, inboxId, channel, address, queueId } = solved;
  await planAsk(client, {
    ...question,
    id: asId(newId()),
    ...{ conversationId, contactId, inboxId, channel, address, queueId },
    agentId: agentIdOf(who),
  });
}
