import type { DeskConversation } from "../desk/desk-conversation.ts";
import type { Principal } from "../desk/principal.ts";

/** Ten seconds of a toast, the way there and back, and a slow line. */
export const RECALL_WITHIN_MS = 30_000;
/** How long word to the customer is kept back: a little longer than the toast offers to take it back. */
export const NOTICE_HOLD_MS = 12_000;
/** A few sentences; more is a letter, and not a notice. */
export const DIRECTED_NOTICE_LENGTH_MAX = 1_000;

export type RecallRefusal = "nothing-to-recall" | "too-late" | "already-answered";

/**
 * Whether what somebody directed just now may be taken back by them: nobody moved it on or answered
 * since. Whoever was given it meanwhile loses it again, before they could have read it.
 * @param answered one of us has written to the customer since
 */
export function refuseRecall(
  {
    handOver,
    status,
    registration,
  }: Pick<DeskConversation, "handOver" | "status" | "registration">,
  who: Principal,
  now: number,
  answered: boolean,
): RecallRefusal | undefined {
  if (handOver?.kind !== "direct" || handOver.byAgentId !== who.id || !registration) {
    return "nothing-to-recall";
  }
  if (status !== "open" && status !== "snoozed") return "nothing-to-recall";
  if (now > handOver.at + RECALL_WITHIN_MS) return "too-late";
  return answered ? "already-answered" : undefined;
}
