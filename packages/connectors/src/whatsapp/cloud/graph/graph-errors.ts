import { cleanText, type ProviderAnswer, SendError, type SendErrorKind } from "@circuito/connector";
import { z } from "zod";

type Verdict = readonly [kind: SendErrorKind, words: string];

/** Asks one recipient's messages to wait: the only code that is about a pair of numbers. */
export const PAIR_RATE_CODE = 131056;

/**
 * What each of Meta's codes means for one message. Titles and HTTP statuses differ between versions of
 * the API and are not looked at. Source: developers.facebook.com, WhatsApp Cloud API, error codes.
 */
const VERDICTS: ReadonlyMap<number, Verdict> = new Map<number, Verdict>([
  [1, ["retry", "Meta is out of order"]],
  [2, ["retry", "Meta is out of order"]],
  [4, ["retry", "too many calls of our app"]],
  [80007, ["retry", "too many calls for this business account"]],
  [130429, ["retry", "too many messages a second"]],
  [131000, ["retry", "Meta could not say why it failed"]],
  [131016, ["retry", "the service is overloaded"]],
  [131052, ["retry", "Meta could not fetch the file"]],
  [131057, ["retry", "our number is in maintenance"]],
  [PAIR_RATE_CODE, ["retry", "too many messages to this customer in a short time"]],
  // Sent again they would count again: a person decides.
  [130472, ["rejected", "not delivered: the customer is part of an experiment of Meta's"]],
  [131048, ["rejected", "not sent: too many customers reported our messages as spam"]],
  [131049, ["rejected", "not delivered: Meta limits marketing messages to each customer"]],
  [131064, ["rejected", "not sent: a limit on messages like this one was reached"]],
  [131047, ["outside-window", "more than 24 hours since the customer wrote: only templates now"]],
  [131021, ["unreachable-address", "the recipient is our own number"]],
  [131026, ["unreachable-address", "not on WhatsApp, or cannot get this message"]],
  [131030, ["unreachable-address", "not among the recipients that this test number may write to"]],
  [131050, ["unreachable-address", "the customer wants no marketing messages from us"]],
  [131062, ["unreachable-address", "this message cannot go to a customer without a number"]],
  [137000, ["unreachable-address", "Meta does not deliver to this customer"]],
  [33, ["rejected", "our number was deleted, or this message is not possible"]],
  [100, ["rejected", "a parameter was refused"]],
  [131008, ["rejected", "a parameter is missing"]],
  [131009, ["rejected", "a parameter has a wrong value"]],
  [131051, ["unsupported", "a kind of message that WhatsApp does not carry"]],
  [131053, ["rejected", "the file was refused"]],
  [132000, ["rejected", "the template has another number of variables"]],
  [132001, ["rejected", "no such template in this language, or not approved"]],
  [132005, ["rejected", "the template is too long with these words"]],
  [132007, ["rejected", "the template's words are against Meta's rules"]],
  [132008, ["rejected", "the template needs other words"]],
  [132012, ["rejected", "the template has variables of another kind"]],
  [132015, ["rejected", "the template is paused for its low quality"]],
  [132016, ["rejected", "the template was switched off for its low quality"]],
  [132068, ["rejected", "the form is blocked"]],
  [132069, ["rejected", "the form is throttled"]],
  [0, ["credentials", "the access token was refused"]],
  [3, ["credentials", "the access token lacks a permission"]],
  [10, ["credentials", "the access token lacks a permission"]],
  [190, ["credentials", "the access token is over"]],
  [131005, ["credentials", "the access token lacks a permission"]],
  [368, ["credentials", "the business account is blocked for breaking rules"]],
  [130497, ["credentials", "the business account may not write to this country"]],
  [131031, ["credentials", "the business account is locked"]],
  [131037, ["credentials", "our number's display name is not approved"]],
  [131042, ["credentials", "the business account's payment is not in order"]],
  [131045, ["credentials", "our number is not registered"]],
]);

/** Permissions, one code each; Meta documents the range only. */
const PERMISSIONS = { from: 200, to: 299 } as const;
const PERMISSION_VERDICT: Verdict = ["credentials", "the access token lacks a permission"];

/** What a code says about a message; `undefined` for codes that are in no table of ours. */
export function graphVerdict(
  code: number,
): { readonly kind: SendErrorKind; readonly words: string } | undefined {
  const isPermission = code >= PERMISSIONS.from && code <= PERMISSIONS.to;
  const known = VERDICTS.get(code) ?? (isPermission ? PERMISSION_VERDICT : undefined);
  return known && { kind: known[0], words: known[1] };
}

/** Of what Meta adds in its own words, as much as a person reads. */
const DETAILS_LENGTH_MAX = 200;

/** "Malformed access token EAAG…": Meta says what it was given. No word that people read is so long. */
const TOKEN_LIKE = /[\w-]{30,}/g;

/** One line for people: our words for the code, and Meta's details where it gave some. */
export function graphWords(code: number, details: string | undefined): string {
  const words = graphVerdict(code)?.words ?? "refused by Meta";
  const added = cleanText(details ?? "")
    .replace(TOKEN_LIKE, "…")
    .replace(/\s+/g, " ")
    .trim();
  return added === "" ? words : `${words}: ${added.slice(0, DETAILS_LENGTH_MAX)}`;
}

const problem = z.object({
  error: z.object({
    code: z.int(),
    message: z.string().optional().catch(undefined),
    error_data: z
      .object({ details: z.string().optional().catch(undefined) })
      .optional()
      .catch(undefined),
  }),
});

export interface GraphProblem {
  readonly code: number;
  readonly details: string | undefined;
}

/** The error that Meta's own answers carry; `undefined` where the answer is somebody else's, or none. */
export function readProblem(json: unknown): GraphProblem | undefined {
  const read = problem.safeParse(json);
  if (!read.success) return undefined;
  const { code, message, error_data } = read.data.error;
  return { code, details: error_data?.details ?? message };
}

/** What an answer without a message's id says about the message. */
export function graphError(answer: ProviderAnswer): SendError {
  const after = answer.retryAfterMs === undefined ? {} : { afterMs: answer.retryAfterMs };
  const own = readProblem(answer.json);
  if (!own) return byStatus(answer.status, { providerCode: String(answer.status), ...after });
  const more = { providerCode: String(own.code), ...after };
  const words = graphWords(own.code, own.details);
  const known = graphVerdict(own.code);
  if (known) return new SendError(known.kind, words, more);
  // A code that nobody told us of, with a status that says: something broke, perhaps after the fact.
  return new SendError(answer.status >= 500 ? "unknown" : "rejected", words, more);
}

/** An answer without a word of Meta's own: of something in between, or of Meta's last moments. */
function byStatus(
  status: number,
  more: { readonly providerCode: string; readonly afterMs?: number },
): SendError {
  if (status >= 200 && status < 300) {
    return new SendError("unknown", "accepted without an id of the message", more);
  }
  if (status === 401 || status === 403)
    return new SendError("credentials", "our account was refused", more);
  if (status === 404) return new SendError("credentials", "no Graph API at this address", more);
  if (status === 429) return new SendError("retry", "asked to wait", more);
  if (status >= 500) return new SendError("unknown", "no answer of Meta's own", more);
  return new SendError("rejected", "request refused", more);
}
