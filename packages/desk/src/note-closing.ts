import type { Closing, DeskConversation, Principal } from "@circuito/domain";
import { saveResolution, type Transaction } from "@circuito/store";
import { planAsks } from "./asks/plan-asks.ts";
import type { StoryLine } from "./change.ts";
import type { Desk } from "./desk.ts";

/** The story's line of an end, with what was said of it. */
export function endLine({ resolution, survey }: Closing): StoryLine {
  const words = resolution?.trim();
  return {
    kind: "resolved",
    because: "said-solved",
    data: { ...(words && { resolution: words }), ...(survey === false && { survey: "left-out" }) },
  };
}

/** Keeps how it was solved, and plans what its customer is asked now. */
export async function noteClosing(
  desk: Pick<Desk, "newId">,
  tx: Transaction,
  who: Principal,
  solved: DeskConversation,
  said: Closing,
  now: number,
): Promise<void> {
  await saveResolution(tx.client, solved.id, said.resolution?.trim() || null);
  await planAsks(desk, tx, who, solved, now, { hasSurvey: said.survey !== false });
}
