import type { Principal } from "@circuito/domain";
import type { RateLimiterMemory } from "rate-limiter-flexible";
import { secondsToWait } from "../http/rate-wait.ts";
import { HttpProblem } from "./problem.ts";

/** Who asks, for limits of one's own. */
export function keyOf({ kind, id }: Principal): string {
  return `${kind} ${id}`;
}

/** Counts one ask. @throws HttpProblem `rate-limited`, with when to try again */
export async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  const seconds = await secondsToWait(limiter, key);
  if (seconds === undefined) return;
  throw new HttpProblem("rate-limited", "too many at once, please wait", {
    headers: { "retry-after": String(seconds) },
  });
}
