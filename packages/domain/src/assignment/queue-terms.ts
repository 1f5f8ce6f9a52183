import { type Channel, isLive, weightOf } from "../channel.ts";
import type { Strategy } from "./strategy.ts";

/** Units that conversations of a channel cost, where it is not the usual. */
export type ChannelWeights = Readonly<Record<Channel, number>>;

/** How a queue hands out what waits in it: set by an admin. */
export interface QueueTerms {
  readonly strategy: Strategy;
  /** Time to accept an offer; `undefined`: conversations are given without asking. */
  readonly offerLiveMs: number | undefined;
  readonly offerAsyncMs: number | undefined;
  /** How long a conversation waits for its previous owner, who is there and has no room. */
  readonly stickyHoldMs: number;
  readonly weights: ChannelWeights;
}

/** What a conversation of the channel costs its agent (rules §8.3). */
export function costOf(channel: Channel, weights: ChannelWeights): number {
  return weights[channel] ?? weightOf(channel);
}

/** A live customer sits there and waits; one who wrote a mail does not (rules §8.5). */
export function offerMsOf(channel: Channel, terms: QueueTerms): number | undefined {
  return isLive(channel) ? terms.offerLiveMs : terms.offerAsyncMs;
}
