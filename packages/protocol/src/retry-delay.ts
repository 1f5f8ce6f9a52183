/** Of which half is waited at least: soon enough that a blip is not noticed. */
const DELAY_FIRST_MS = 1_000;
/** Long enough to spare a server that is down, short enough that nobody reloads the page. */
const DELAY_MAX_MS = 10_000;

/**
 * How long to wait before the next attempt: doubles from 1 s to 10 s, of which between half and
 * all is waited, so that a thousand browsers do not come back in the same instant, the first time neither.
 * @param attempt 0 for the first retry
 * @param random 0 ≤ random < 1
 */
export function retryDelayMs(attempt: number, random: number): number {
  const ceiling = Math.min(DELAY_MAX_MS, DELAY_FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling * (0.5 + random / 2));
}
