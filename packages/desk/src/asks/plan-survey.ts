import { asId, type DeskConversation, type Principal, surveysFor } from "@circuito/domain";
import { loadSurveySettings, planAsk, type Transaction } from "@circuito/store";
import type { Desk } from "../desk.ts";

/**
 * Its customer is to be asked how it was, where a survey is for it: in a while, in the transaction that
 * solved it. Which one, and whether they may be asked at all, is decided then.
 */
export async function planSurvey(
  { newId }: Pick<Desk, "newId">,
  { client }: Transaction,
  who: Principal,
  solved: DeskConversation,
  now: number,
): Promise<void> {
  const { id: conversationId, contactId, inboxId, channel, address, queueId } = solved;
  const { policies } = await loadSurveySettings(client);
  const inScope = surveysFor(policies, solved);
  if (inScope.length === 0) return;
  await planAsk(client, {
    id: asId(newId()),
    kind: "survey",
    conversationId,
    contactId,
    inboxId,
    channel,
    address,
    queueId,
    agentId: who.kind === "agent" ? who.id : undefined,
    // The first may leave its place to another, which may be earlier.
    dueAt: now + Math.min(...inScope.map(({ delayMs }) => delayMs)),
  });
}
