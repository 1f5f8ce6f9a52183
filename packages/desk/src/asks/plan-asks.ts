import type { DeskConversation, Principal } from "@circuito/domain";
import type { Transaction } from "@circuito/store";
import type { Desk } from "../desk.ts";
import { planConfirmation } from "./plan-confirmation.ts";
import { planSurvey } from "./plan-survey.ts";

/** All that the customer of a conversation that was just solved is to be asked, in its transaction. */
export async function planAsks(
  desk: Pick<Desk, "newId">,
  tx: Transaction,
  who: Principal,
  solved: DeskConversation,
  now: number,
  { hasSurvey }: { readonly hasSurvey: boolean },
): Promise<void> {
  // The confirmation first: it withdraws what was planned the last time that it was solved.
  await planConfirmation(desk, tx, who, solved, now);
  if (hasSurvey) await planSurvey(desk, tx, who, solved, now);
}
