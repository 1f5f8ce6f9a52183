import type { MailClass } from "../email/automatic/automatic-mail.ts";

/** What decides of any question to a customer, whatever is asked. */
export interface AskableFacts {
  /** One of us, no machine, said something to the customer. */
  readonly isHumanAnswered: boolean;
  /** Somebody can be answered at the customer's address. */
  readonly isReachable: boolean;
  readonly isGroup: boolean;
  readonly isOptedOut: boolean;
  /** Of the newest mail; absent on other channels. */
  readonly mailClass: MailClass | undefined;
  /** Whether there is anybody to write a mail to; `true` on other channels. */
  readonly hasReplyAddress: boolean;
  /** On a channel with one conversation at a time: the customer has a later one. */
  readonly hasLater: boolean;
}

export type NeverAskedBecause =
  | "no-human-answer"
  | "not-routable"
  | "group"
  | "opted-out"
  | "automatic-mail"
  | "no-reply-address"
  | "wrote-anew";

/** Why the customer is asked nothing, now or later; `undefined`: they may be. */
export function neverAsked(facts: AskableFacts): NeverAskedBecause | undefined {
  if (!facts.isHumanAnswered) return "no-human-answer";
  if (!facts.isReachable) return "not-routable";
  if (facts.isGroup) return "group";
  if (facts.isOptedOut) return "opted-out";
  if (facts.mailClass !== undefined && facts.mailClass !== "human") return "automatic-mail";
  if (!facts.hasReplyAddress) return "no-reply-address";
  return facts.hasLater ? "wrote-anew" : undefined;
}
