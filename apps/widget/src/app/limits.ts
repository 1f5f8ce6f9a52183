/** The wire's own limit (`CHAT_TEXT_LENGTH_MAX`), repeated because zod must stay out of the browser. */
export const TEXT_LENGTH_MAX = 10_000;
/** Unsent messages kept: days without a network, but not a way to fill the disk. */
export const OUTBOX_MAX = 200;
/** "Is typing" is told at most this often. */
export const TYPING_THROTTLE_MS = 2500;
/** And believed this long: two tellings may get lost. */
export const TYPING_SHOWN_MS = 6000;
/** Longer reasons for a score are letters, and the gateway cuts them. */
export const REASONS_LENGTH_MAX = 2_000;
/** The gateway listens for reasons this long: later words are about something else. */
export const REASONS_WITHIN_MS = 15 * 60_000;
/** An idle client asks for what it may have missed; a lost last message shows within a minute. */
export const RECONCILE_MS = 60_000;
