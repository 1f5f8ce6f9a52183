import type { Request } from "express";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { secondsToWait } from "../http/rate-wait.ts";
import { placeOf } from "../web/place-of.ts";
import type { PublicParts } from "./public-parts.ts";
import { PublicProblem } from "./public-problem.ts";

/**
 * How often one address may do something on a public page.
 * @param limit `points` in `seconds`; say beside it why that many
 * @returns counts one. @throws PublicProblem `rate-limited`, with when to try again
 */
export function limitAnswers(
  parts: Pick<PublicParts, "addressOf">,
  limit: { readonly points: number; readonly seconds: number },
): (request: Request) => Promise<void> {
  const limiter = new RateLimiterMemory({ points: limit.points, duration: limit.seconds });
  return async (request) => {
    const { address } = placeOf(parts, request);
    const retryAfterSeconds = await secondsToWait(limiter, address);
    if (retryAfterSeconds !== undefined) {
      throw new PublicProblem("rate-limited", { retryAfterSeconds });
    }
  };
}
