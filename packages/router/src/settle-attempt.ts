import type { RecipientOutcome } from "@circuito/connector";
import {
  afterNews,
  judgeRecipients,
  pendingRecipients,
  type RecipientNews,
  type RecipientState,
} from "@circuito/domain";
import { seam } from "@circuito/faults";
import type { AttemptEnd } from "@circuito/store";
import {
  afterFailure,
  backoffMs,
  type DeliveryPolicy,
  type Failure,
  failureWords,
} from "./delivery-policy.ts";

const following = seam("after-failure", afterFailure);

/** How an attempt ended, as the connector tells it. */
export type AttemptResult =
  | {
      readonly kind: "receipt";
      readonly externalId: string;
      readonly recipients: readonly RecipientOutcome[] | undefined;
    }
  | { readonly kind: "failure"; readonly failure: Failure };

/** What the attempt is judged by. */
export interface Attempted {
  readonly policy: DeliveryPolicy;
  readonly result: AttemptResult;
  /** Of a mail, as they are now; `undefined` on channels with one recipient. */
  readonly recipients: readonly RecipientState[] | undefined;
  /** Handed over before without an answer: it may be there already, whatever comes now. */
  readonly inDoubt: boolean;
  /** Attempts made, this one included. */
  readonly attempt: number;
  readonly ageMs: number;
  /** The agent was told that it has not left. */
  readonly warned: boolean;
}

/** What an attempt makes of the delivery. Pure; the status of a mail follows from its recipients. */
export function settleAttempt(attempted: Attempted): AttemptEnd {
  const { recipients } = attempted;
  const end = recipients === undefined ? ofOne(attempted) : ofMany(attempted, recipients);
  return attempted.inDoubt && end.status === "failed"
    ? { ...end, status: "unknown", error: `${end.error}; it may have arrived before` }
    : end;
}

/** A message to one address: what is said of the message is said of them. */
function ofOne({ policy, result, inDoubt, ...facts }: Attempted): AttemptEnd {
  if (result.kind === "receipt") return { status: "sent", externalId: result.externalId };
  const error = failureWords(result.failure);
  const next = following(result.failure, policy);
  switch (next.kind) {
    case "again":
      return { status: "queued", error, delayMs: next.delayMs, ...warning(policy, facts) };
    case "never":
      return { status: "failed", error };
    case "unknown":
      return { status: "unknown", error, ...resend(policy, inDoubt) };
  }
}

function ofMany(attempted: Attempted, before: readonly RecipientState[]): AttemptEnd {
  const { policy, result, inDoubt } = attempted;
  if (result.kind === "receipt") {
    const recipients = afterNews(before, newsOf(result.recipients ?? [], before));
    return judged(attempted, recipients, result.externalId);
  }
  const { failure } = result;
  const error = failureWords(failure);
  const next = following(failure, policy);
  switch (next.kind) {
    case "unknown":
      return { status: "unknown", error, recipients: before, ...resend(policy, inDoubt) };
    case "again": {
      // A log-in that is refused says nothing of any recipient.
      const recipients =
        failure.kind === "credentials" ? before : spread(before, "deferred", error);
      const { delayMs } = next;
      return { status: "queued", error, delayMs, recipients, ...warning(policy, attempted) };
    }
    case "never":
      // Whether the doubtful ones have it is not known: no refusal is written beside their names.
      return inDoubt
        ? { status: "failed", error, recipients: before }
        : judged(attempted, spread(before, "refused", error), undefined);
  }
}

/**
 * Of whom the receipt says nothing, they have it: the server took the mail, and what is not known is
 * not sent twice.
 */
function newsOf(
  outcomes: readonly RecipientOutcome[],
  before: readonly RecipientState[],
): readonly RecipientNews[] {
  const named = new Set(outcomes.map(({ address }) => address.toLowerCase()));
  const silent = pendingRecipients(before).filter((address) => !named.has(address.toLowerCase()));
  return [
    ...outcomes,
    ...silent.map((address): RecipientNews => ({ address, status: "accepted", detail: "" })),
  ];
}

function judged(
  attempted: Attempted,
  recipients: readonly RecipientState[],
  externalId: string | undefined,
): AttemptEnd {
  const verdict = judgeRecipients(recipients);
  if (verdict.kind === "pending") {
    const { policy, attempt, ageMs } = attempted;
    const error = lostWords(recipients.filter(({ status }) => status === "deferred"));
    if (ageMs > policy.patienceMs) {
      return judged(attempted, spread(recipients, "refused", `given up: ${error}`), externalId);
    }
    const delayMs = backoffMs({ afterMs: undefined, attempt }, policy);
    return {
      status: "queued",
      error,
      delayMs,
      recipients,
      ...(externalId !== undefined && verdict.accepted > 0 && { externalId }),
      ...warning(policy, attempted),
    };
  }
  const error = verdict.lost.length > 0 ? lostWords(verdict.lost) : undefined;
  if (verdict.kind === "failed") {
    return { status: "failed", error: error ?? "nobody was reached", recipients };
  }
  return {
    status: "sent",
    recipients,
    ...(externalId !== undefined && { externalId }),
    ...(error !== undefined && { error }),
  };
}

function spread(
  states: readonly RecipientState[],
  status: "deferred" | "refused",
  detail: string,
): readonly RecipientState[] {
  return afterNews(
    states,
    pendingRecipients(states).map((address) => ({ address, status, detail })),
  );
}

/** As many as a line holds; all of them are in the recipients. */
const WORDS_MAX = 3;

function lostWords(lost: readonly RecipientState[]): string {
  const words = lost.slice(0, WORDS_MAX).map(({ address, detail }) => `${address}: ${detail}`);
  const more = lost.length - words.length;
  return [...words, ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}

function resend(policy: DeliveryPolicy, inDoubt: boolean): { readonly resendAfterMs?: number } {
  const { resendUnknownAfterMs } = policy;
  return inDoubt || resendUnknownAfterMs === undefined
    ? {}
    : { resendAfterMs: resendUnknownAfterMs };
}

function warning(
  { warnAfterMs }: DeliveryPolicy,
  { ageMs, warned }: Pick<Attempted, "ageMs" | "warned">,
): { readonly warns?: true } {
  return !warned && warnAfterMs !== undefined && ageMs >= warnAfterMs ? { warns: true } : {};
}
