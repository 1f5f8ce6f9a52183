import { type ProviderAnswer, SendError, type SendErrorKind } from "@circuito/connector";
import { z } from "zod";

/** Source: twilio.com/docs/api/errors, each code by its own page. */
const KINDS: ReadonlyMap<number, readonly [SendErrorKind, string]> = new Map([
  [20003, ["credentials", "account or token refused"]],
  [20005, ["credentials", "account is not active"]],
  [20404, ["credentials", "account or messaging service not found"]],
  [20429, ["retry", "too many requests"]],
  [21211, ["unreachable-address", "not a valid number"]],
  [21212, ["rejected", "our sender number is not valid"]],
  [21214, ["unreachable-address", "number cannot be reached"]],
  [21408, ["rejected", "country is not enabled for this account"]],
  [21601, ["rejected", "our number cannot send SMS"]],
  [21606, ["rejected", "our sender number is not ours"]],
  [21610, ["opted-out", "the customer sent STOP"]],
  [21611, ["retry", "our sender's queue is full"]],
  [21612, ["unreachable-address", "not reachable from our number"]],
  [21614, ["unreachable-address", "not a mobile number"]],
  [21617, ["unsupported", "text too long"]],
  [21620, ["unsupported", "file address refused"]],
  [21623, ["unsupported", "too many or too large files"]],
  [30001, ["retry", "queue overflow"]],
  [30002, ["credentials", "account suspended"]],
  [30003, ["unreachable-address", "handset unreachable"]],
  [30004, ["rejected", "blocked by the recipient or the carrier"]],
  [30005, ["unreachable-address", "unknown number"]],
  [30006, ["unreachable-address", "landline or unreachable carrier"]],
  [30007, ["rejected", "filtered by the carrier"]],
  [30008, ["rejected", "carrier gave no reason"]],
  [63016, ["outside-window", "reply window is over"]],
]);

const problem = z.object({ code: z.int() });

/** What an answer other than 2xx says about the message. */
export function twilioError(answer: ProviderAnswer): SendError {
  const own = problem.safeParse(answer.json);
  const after = answer.retryAfterMs === undefined ? {} : { afterMs: answer.retryAfterMs };
  if (own.success) {
    const more = { providerCode: String(own.data.code), ...after };
    const known = KINDS.get(own.data.code);
    if (known) return new SendError(known[0], known[1], more);
    // Twilio's own words for its own fault: it answered, so it has not accepted.
    if (answer.status >= 500) return new SendError("retry", "Twilio is out of order", more);
    return byStatus(answer.status, more);
  }
  return byStatus(answer.status, { providerCode: String(answer.status), ...after });
}

/** A code that came with an accepted message that failed at once. */
export function twilioFailure(code: number | null): SendError {
  const known = code === null ? undefined : KINDS.get(code);
  const more = code === null ? {} : { providerCode: String(code) };
  return new SendError(known?.[0] ?? "rejected", known?.[1] ?? "failed at once", more);
}

/** What a code says, in our words; `undefined` of codes that are in no table of ours. */
export function twilioWords(code: string): string | undefined {
  return KINDS.get(Number(code))?.[1];
}

function byStatus(
  status: number,
  more: { readonly providerCode: string; readonly afterMs?: number },
): SendError {
  if (status === 401 || status === 403)
    return new SendError("credentials", "our account was refused", more);
  if (status === 404) return new SendError("credentials", "no such account", more);
  if (status === 429 || status === 503) return new SendError("retry", "asked to wait", more);
  // 500, 502, 504 of something in between: the message may have gone through (promises §1.5).
  if (status >= 500) return new SendError("unknown", "no answer of Twilio's own", more);
  return new SendError("rejected", "request refused", more);
}
