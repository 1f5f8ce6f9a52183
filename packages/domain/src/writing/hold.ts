/** Longest time to think again: after half a minute the words are meant. */
export const UNDO_SECONDS_MAX = 30;

/** Further ahead, an answer is not an answer any more. */
export const SEND_LATER_MAX_MS = 30 * 24 * 60 * 60_000;

/** Sent "until they answer": long enough for a holiday, short enough that nobody is forgotten. */
export const WAIT_FOR_CUSTOMER_MS = 14 * 24 * 60 * 60_000;

/** When a reply leaves; `undefined` for an instant that is none to send at. */
export function sendTimeOf(
  when: { readonly afterSeconds?: number | undefined; readonly sendAt?: number | undefined },
  now: number,
): number | undefined {
  if (when.sendAt === undefined) return now + (when.afterSeconds ?? 0) * 1_000;
  return when.sendAt > now && when.sendAt <= now + SEND_LATER_MAX_MS ? when.sendAt : undefined;
}
