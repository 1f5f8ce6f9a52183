import type { AttendantWords } from "../attendant/attendant-flow.ts";
import { DAY_MS, HOUR_MS } from "../calendar/time-zone.ts";
import type { Channel } from "../channel.ts";
import type { QueueId } from "../ids.ts";

/** Whether, when and in which words customers are asked if it is solved. */
export interface ConfirmationPolicy {
  readonly enabled: boolean;
  /** From "solved" to the question, ms. */
  readonly delayMs: number;
  /** How long an answer is waited for, ms from the question. */
  readonly silenceMs: number;
  /** The question; a language without words of its own has the built-in ones. */
  readonly words: AttendantWords;
}

/** For what a policy is: absent is all of them. */
export interface ConfirmationScope {
  readonly queueId?: QueueId | undefined;
  readonly channel?: Channel | undefined;
}

export type ScopedConfirmation = ConfirmationPolicy & ConfirmationScope;

/** Long enough to have sent the last "bom dia", short enough that the matter is still in mind. */
export const CONFIRMATION_DELAY_MS = 2 * 60_000;
/** Who reads it in the evening answers it in the morning. */
export const CONFIRMATION_SILENCE_MS = 24 * HOUR_MS;
/** Later nobody knows what is asked about. */
export const CONFIRMATION_DELAY_MAX_MS = 7 * DAY_MS;
/** An open question keeps its conversation from being closed for good. */
export const CONFIRMATION_SILENCE_MIN_MS = HOUR_MS;
export const CONFIRMATION_SILENCE_MAX_MS = 30 * DAY_MS;
/** One SMS of several parts, still read on a phone's lock screen. */
export const CONFIRMATION_WORDS_LENGTH_MAX = 600;

/** What holds where an admin said nothing: nobody is asked. */
export const NO_CONFIRMATION: ConfirmationPolicy = {
  enabled: false,
  delayMs: CONFIRMATION_DELAY_MS,
  silenceMs: CONFIRMATION_SILENCE_MS,
  words: {},
};

/**
 * The policy that holds: that of the queue on this channel, of the queue, of the channel, of all; the
 * nearest one decides alone.
 */
export function chooseConfirmation(
  policies: readonly ScopedConfirmation[],
  { queueId, channel }: { readonly queueId: QueueId | undefined; readonly channel: Channel },
): ConfirmationPolicy {
  const nearness = (one: ScopedConfirmation) =>
    (one.queueId === undefined ? 0 : 2) + (one.channel === undefined ? 0 : 1);
  const [nearest] = policies
    .filter(
      (one) =>
        (one.queueId === undefined || one.queueId === queueId) &&
        (one.channel === undefined || one.channel === channel),
    )
    .sort((a, b) => nearness(b) - nearness(a));
  return nearest ?? NO_CONFIRMATION;
}
