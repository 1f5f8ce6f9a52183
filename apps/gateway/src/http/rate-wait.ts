import { type RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/** Counts one. @returns whole seconds until the next is let in, or `undefined` to go on */
export async function secondsToWait(
  limiter: RateLimiterMemory,
  key: string,
): Promise<number | undefined> {
  try {
    await limiter.consume(key);
    return undefined;
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    return Math.max(1, Math.ceil(refused.msBeforeNext / 1_000));
  }
}
