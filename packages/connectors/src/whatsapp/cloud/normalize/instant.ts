/** WhatsApp began in 2009: what says it is older says nothing. */
const EARLIEST_MS = Date.UTC(2009, 0, 1);
/** Clocks of two companies differ by seconds; a time beyond it was not measured (B-35). */
const AHEAD_MAX_MS = 5 * 60_000;

/** How long free words may be sent after a person wrote. Meta's customer service window. */
const REPLY_WINDOW_MS = 24 * 60 * 60_000;

/**
 * Meta's time, seconds since epoch in digits, as ms. Words, ms in place of seconds and a time that is
 * still to come are none (B-35).
 */
export function readInstant(timestamp: unknown, receivedAt: number): number | undefined {
  const text = typeof timestamp === "number" ? String(timestamp) : timestamp;
  if (typeof text !== "string" || !/^\d{1,11}$/.test(text)) return undefined;
  const at = Number(text) * 1_000;
  return at >= EARLIEST_MS && at <= receivedAt + AHEAD_MAX_MS ? at : undefined;
}

/**
 * Until when a person who wrote may be answered in free words. Where Meta's time is unusable ours
 * counts, which may be later: Meta's refusal (131047) is what decides in the end.
 */
export function replyUntil(sentAt: number | undefined, receivedAt: number): number {
  return (sentAt ?? receivedAt) + REPLY_WINDOW_MS;
}
