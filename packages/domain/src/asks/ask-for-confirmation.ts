import { isOutsideWindow } from "../chat/outbound-chat.ts";
import type { ConversationStatus } from "../conversation.ts";
import { type AskableFacts, type NeverAskedBecause, neverAsked } from "./may-be-asked.ts";

/** What is known of a conversation when its customer is about to be asked whether it is solved. */
export interface ConfirmationFacts extends AskableFacts {
  readonly enabled: boolean;
  readonly status: ConversationStatus;
  /** Of channels that take free words for a time only, ms since epoch. */
  readonly windowEndsAt: number | undefined;
  /** Something else is asked in it. */
  readonly hasOpenAsk: boolean;
  /** Questions of this kind that its customer got before. */
  readonly askedBefore: number;
}

export type NotAskedBecause =
  | "confirmation-off"
  | "not-resolved"
  | NeverAskedBecause
  | "outside-window"
  | "asked-something-else"
  | "asked-too-often";

export type ConfirmationChoice =
  | { readonly asks: true }
  | { readonly asks: false; readonly because: NotAskedBecause };

/** Whoever said "no" twice is not helped by a fourth question. */
export const CONFIRMATIONS_MAX = 3;

/** Whether the customer is asked. In doubt, silence: nobody misses a question. */
export function askForConfirmation(facts: ConfirmationFacts, now: number): ConfirmationChoice {
  const no = (because: NotAskedBecause): ConfirmationChoice => ({ asks: false, because });
  if (facts.status !== "resolved") return no("not-resolved");
  if (!facts.enabled) return no("confirmation-off");
  const never = neverAsked(facts);
  if (never) return no(never);
  if (isOutsideWindow(facts.windowEndsAt, now)) return no("outside-window");
  if (facts.hasOpenAsk) return no("asked-something-else");
  if (facts.askedBefore >= CONFIRMATIONS_MAX) return no("asked-too-often");
  return { asks: true };
}
