import type { Channel } from "../channel.ts";
import type { InboxId, QueueId } from "../ids.ts";

/** All that rules may look at. */
export interface RuleFacts {
  readonly channel: Channel;
  readonly inboxId: InboxId;
  /** As {@link comparableAddress} has them; as far as the channel tells. */
  readonly writtenTo: readonly string[];
  /** At most {@link RULE_TEXT_LENGTH_MAX} characters. */
  readonly text: string;
  /** Primary tag of the language that the message is in; absent when nothing tells. */
  readonly language: string | undefined;
  /** Within the inbox's business hours. */
  readonly open: boolean;
  /** The customer has an earlier conversation. */
  readonly returning: boolean;
  readonly segments: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
  /** What was chosen in the menu, from its top; absent when none was shown. */
  readonly menuAnswer?: readonly string[];
  /** Since the customer's message arrived. */
  readonly waitedMs: number;
  /** How many wait in each queue; empty where no rule asks. */
  readonly queueLengths: QueueLengths;
}

/** A queue without an entry is empty. */
export type QueueLengths = ReadonlyMap<QueueId, number>;

/** What a message is about is said on its first pages; the rest is quotes, and time. */
export const RULE_TEXT_LENGTH_MAX = 20_000;

/** Whether a pattern of the rules is found in a text. Linear in the text, whatever the pattern. */
export type MatchesPattern = (pattern: string, text: string) => boolean;
