import { type DeskConversation, type Principal, surveysFor } from "@circuito/domain";
import { loadSurveySettings, type Transaction } from "@circuito/store";
import type { Desk } from "../desk.ts";
import { planQuestion } from "./plan-question.ts";

/**
 * Its customer is to be asked how it was, where a survey is for it: in a while, in the transaction that
 * solved it. Which one, and whether they may be asked at all, is decided then.
 */
export async function planSurvey(
  desk: Pick<Desk, "newId">,
  tx: Transaction,
  who: Principal,
  solved: DeskConversation,
  now: number,
): Promise<void> {
  const { policies } = await loadSurveySettings(tx.client);
  const inScope = surveysFor(policies, solved);
  if (inScope.length === 0) return;
  await planQuestion(desk, tx, who, solved, {
    kind: "survey",
    // The first may leave its place to another, which may be earlier.
    dueAt: now + Math.min(...inScope.map(({ delayMs }) => delayMs)),
  });
}
