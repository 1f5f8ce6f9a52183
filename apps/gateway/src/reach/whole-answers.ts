import { withinTime } from "@circuito/connector";
import { boundedBody } from "./bounded-body.ts";
import type { GuardedRequest } from "./guarded-request.ts";

export interface AnswerLimits {
  /** A longer answer is none. */
  readonly bytesMax: number;
  /** For all of it, from the look-up to the last byte. The caller's own patience may be shorter. */
  readonly timeoutMs: number;
}

/**
 * Requests whose answers are read to the end before they count, for somebody who waits at a form. All
 * failures sound the same and have no cause: an admin who tries addresses must not learn what is in our
 * network, and whoever tells of an error looks into its causes (B-79).
 */
export function wholeAnswers(
  request: GuardedRequest,
  { bytesMax, timeoutMs }: AnswerLimits,
): (url: string, init?: RequestInit) => Promise<Response> {
  return async (url, init = {}) => {
    const patience = init.signal ?? new AbortController().signal;
    const whole = await withinTime(timeoutMs, patience, (signal) =>
      ask(url, { ...init, signal }),
    ).catch(() => undefined);
    if (!whole) throw new Error("the server cannot be reached");
    return whole;
  };

  async function ask(url: string, init: RequestInit): Promise<Response | undefined> {
    const response = await request(url, init);
    const { status, headers } = response;
    const body = await boundedBody(response, bytesMax);
    return body && new Response(response.body && body, { status, headers });
  }
}
