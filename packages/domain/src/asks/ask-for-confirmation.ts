import { isOutsideWindow } from "../chat/outbound-chat.ts";
import type { ConversationStatus } from "../conversation.ts";
import type { MailClass } from "../email/automatic/automatic-mail.ts";

/** What is known of a conversation when its customer is about to be asked whether it is solved. */
export interface ConfirmationFacts {
  readonly enabled: boolean;
  readonly status: ConversationStatus;
  /** One of us, no machine, said something to the customer. */
  readonly isHumanAnswered: boolean;
  /** The customer's address stands for nobody: an SMS sender without a number. */
  readonly isReachable: boolean;
  readonly isGroup: boolean;
  readonly isOptedOut: boolean;
  /** Of the newest mail; absent on other channels. */
  readonly mailClass: MailClass | undefined;
  /** Whether there is anybody to write a mail to; `true` on other channels. */
  readonly hasReplyAddress: boolean;
  /** Of channels that take free words for a time only, ms since epoch. */
  readonly windowEndsAt: number | undefined;
  /** On a channel with one conversation at a time: the customer has a later one. */
  readonly hasLater: boolean;
  /** Something else is asked in it. */
  readonly hasOpenAsk: boolean;
  /** Questions of this kind that its customer got before. */
  readonly askedBefore: number;
}

export type NotAskedBecause =
  | "confirmation-off"
  | "not-resolved"
  | "no-human-answer"
  | "not-routable"
  | "group"
  | "opted-out"
  | "automatic-mail"
  | "no-reply-address"
  | "outside-window"
  | "wrote-anew"
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
  if (!facts.isHumanAnswered) return no("no-human-answer");
  if (!facts.isReachable) return no("not-routable");
  if (facts.isGroup) return no("group");
  if (facts.isOptedOut) return no("opted-out");
  if (facts.mailClass !== undefined && facts.mailClass !== "human") return no("automatic-mail");
  if (!facts.hasReplyAddress) return no("no-reply-address");
  if (isOutsideWindow(facts.windowEndsAt, now)) return no("outside-window");
  if (facts.hasLater) return no("wrote-anew");
  if (facts.hasOpenAsk) return no("asked-something-else");
  if (facts.askedBefore >= CONFIRMATIONS_MAX) return no("asked-too-often");
  return { asks: true };
}
