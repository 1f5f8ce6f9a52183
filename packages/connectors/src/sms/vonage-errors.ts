import { type ProviderAnswer, SendError, type SendErrorKind } from "@circuito/connector";
import { z } from "zod";

/** Source: developer.vonage.com/messaging/sms/guides/troubleshooting-sms#sms-api-error-codes. */
const KINDS: ReadonlyMap<string, readonly [SendErrorKind, string]> = new Map([
  ["1", ["retry", "faster than the account allows"]],
  ["2", ["rejected", "a parameter is missing"]],
  ["3", ["rejected", "a parameter is not valid"]],
  ["4", ["credentials", "key or signature refused"]],
  ["5", ["retry", "Vonage is out of order"]],
  ["6", ["unreachable-address", "no route to this number"]],
  ["7", ["unreachable-address", "number is barred"]],
  ["8", ["credentials", "account is barred"]],
  ["9", ["credentials", "no credit left"]],
  ["10", ["retry", "too many connections"]],
  ["11", ["credentials", "account may not use this API"]],
  ["12", ["unsupported", "text too long"]],
  ["14", ["credentials", "signature refused"]],
  ["15", ["rejected", "our sender is not allowed there"]],
  ["22", ["rejected", "network code is not valid"]],
  ["23", ["rejected", "our callback address is not valid"]],
  ["29", ["unreachable-address", "number is not on the trial account's list"]],
  ["32", ["credentials", "signature and secret sent together"]],
  ["33", ["unreachable-address", "number is deactivated"]],
]);

const part = z.object({ status: z.string(), "message-id": z.string().optional() });
const parts = z.object({ messages: z.array(part).min(1) });

/**
 * What the answer says about the whole message, which Vonage may have cut into parts.
 * @throws SendError — `unknown` if some parts were taken and some were not: sending the rest again
 *   would send all of it again
 * @returns Vonage's own ids of the parts
 */
export function readVonageAnswer(answer: ProviderAnswer): string[] {
  if (answer.status < 200 || answer.status >= 300) throw byStatus(answer);
  const read = parts.safeParse(answer.json);
  if (!read.success) throw new SendError("unknown", "answer could not be read");
  const refused = read.data.messages.find((one) => one.status !== "0");
  if (!refused) return read.data.messages.flatMap((one) => one["message-id"] ?? []);
  const more = { providerCode: refused.status };
  if (read.data.messages.some((one) => one.status === "0")) {
    throw new SendError("unknown", "only some parts were taken", more);
  }
  const [kind, words] = KINDS.get(refused.status) ?? ["rejected", "refused"];
  throw new SendError(kind, words, more);
}

function byStatus({ status, retryAfterMs }: ProviderAnswer): SendError {
  const after = retryAfterMs === undefined ? {} : { afterMs: retryAfterMs };
  const more = { providerCode: String(status), ...after };
  if (status === 401 || status === 403)
    return new SendError("credentials", "our account was refused", more);
  if (status === 429 || status === 503) return new SendError("retry", "asked to wait", more);
  // 500, 502, 504 of something in between: the message may have gone through (promises §1.5).
  if (status >= 500) return new SendError("unknown", "no answer of Vonage's own", more);
  return new SendError("rejected", "request refused", more);
}
