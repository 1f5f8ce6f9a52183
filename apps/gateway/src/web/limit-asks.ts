import type { Principal } from "@circuito/domain";
import { type RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { HttpProblem } from "./problem.ts";

/** Who asks, for limits of one's own. */
export function keyOf({ kind, id }: Principal): string {
  return `${kind} ${id}`;
}

/** Counts one ask. @throws HttpProblem `rate-limited`, with when to try again */
export async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key, 1);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    throw new HttpProblem("rate-limited", "too many at once, please wait", {
      headers: { "retry-after": String(Math.max(1, Math.ceil(refused.msBeforeNext / 1_000))) },
    });
  }
}
