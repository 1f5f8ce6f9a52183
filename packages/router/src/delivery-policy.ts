import type { SendErrorKind } from "@circuito/connector";
import { type Channel, DAY_MS, HOUR_MS, MAIL_LIKE_CHANNELS, MINUTE_MS } from "@circuito/domain";

/** All that is known of a failed attempt. */
export interface Failure {
  readonly kind: SendErrorKind;
  readonly message: string;
  readonly providerCode: string | undefined;
  readonly afterMs: number | undefined;
  /** Attempts made, this one included. */
  readonly attempt: number;
  /** Since the agent pressed send. */
  readonly ageMs: number;
}

/** How one channel's messages are sent, and sent again. */
export interface DeliveryPolicy {
  /** How long a provider may take for one message. */
  readonly sendTimeoutMs: number;
  /** First wait; each further one is twice as long. */
  readonly backoffFirstMs: number;
  readonly backoffMaxMs: number;
  /** An answer that has not gone out by then answers nothing any more: tell the agent. */
  readonly patienceMs: number;
  /** The agent is told once that it still has not left; absent where patience is short itself. */
  readonly warnAfterMs?: number;
  /**
   * After an attempt of which nobody knows how it ended, the same message is handed over once more.
   * Only where the receiver knows a message again by its id.
   */
  readonly resendUnknownAfterMs?: number;
  /**
   * Sends at once of one inbox, in a lane of its own; absent where sends are quick and share the
   * process's.
   */
  readonly laneWidth?: number;
}

const DEFAULT_POLICY: DeliveryPolicy = {
  // One HTTP request.
  sendTimeoutMs: 30_000,
  backoffFirstMs: 5_000,
  // Long enough to spare a provider that is down, short enough to notice its return.
  backoffMaxMs: 10 * MINUTE_MS,
  patienceMs: DAY_MS,
};

const MAIL_POLICY: DeliveryPolicy = {
  // RFC 5321 §4.5.3.2: ten minutes from the final dot alone; before it login, envelope and 25 MB.
  sendTimeoutMs: 20 * MINUTE_MS,
  // Greylisting lets a mail in after one to five minutes.
  backoffFirstMs: MINUTE_MS,
  // RFC 5321 §4.5.4.1: half an hour between attempts, and four to five days of them.
  backoffMaxMs: 30 * MINUTE_MS,
  patienceMs: 5 * DAY_MS,
  // What mail servers have always done: a note after four hours, when somebody could still call.
  warnAfterMs: 4 * HOUR_MS,
  // Promises §1.5: by then a bounce or the late answer has come, if any does.
  resendUnknownAfterMs: 15 * MINUTE_MS,
  // As many connections as the sender opens to one server.
  laneWidth: 3,
};

const POLICIES: ReadonlyMap<Channel, DeliveryPolicy> = new Map<Channel, DeliveryPolicy>([
  [
    "whatsapp",
    {
      ...DEFAULT_POLICY,
      // A file of a hundred megabytes goes up before its message; a phone's session paces itself.
      sendTimeoutMs: 3 * MINUTE_MS,
      // Meta takes 80 a second of one number; each is a request of some tenths of a second.
      laneWidth: 16,
    },
  ],
  // What came by a form is answered by mail, too.
  ...MAIL_LIKE_CHANNELS.map((channel) => [channel, MAIL_POLICY] as const),
]);

export function policyOf(channel: Channel): DeliveryPolicy {
  return POLICIES.get(channel) ?? DEFAULT_POLICY;
}

/** Channels whose inboxes send in lanes of their own. */
export const LANE_CHANNELS: readonly Channel[] = [...POLICIES]
  .filter(([, { laneWidth }]) => laneWidth !== undefined)
  .map(([channel]) => channel);

/** After how long a doubtful message is handed over again, by channel; channels without are left out. */
export const RESENDS: readonly { readonly channel: Channel; readonly afterMs: number }[] = [
  ...POLICIES,
].flatMap(([channel, { resendUnknownAfterMs: afterMs }]) =>
  afterMs === undefined ? [] : [{ channel, afterMs }],
);

/** A provider that refuses our credentials waits for a person; look again now and then. */
const CREDENTIALS_MS = 5 * MINUTE_MS;
/** A provider that asks for more than this is as good as down. */
const AFTER_MAX_MS = HOUR_MS;

/** What follows a failed attempt, for all whom it concerns. */
export type NextStep =
  | { readonly kind: "again"; readonly delayMs: number }
  | { readonly kind: "never" }
  /** It may have arrived. */
  | { readonly kind: "unknown" };

/**
 * What follows a failed attempt: the one place that decides it (design, invariant 10). Connectors
 * report facts; only the kind counts here.
 */
export function afterFailure(failure: Failure, policy: DeliveryPolicy): NextStep {
  switch (failure.kind) {
    case "retry":
      if (failure.ageMs > policy.patienceMs) return { kind: "never" };
      return { kind: "again", delayMs: backoffMs(failure, policy) };
    case "credentials":
      if (failure.ageMs > policy.patienceMs) return { kind: "never" };
      return { kind: "again", delayMs: CREDENTIALS_MS };
    case "unknown":
      return { kind: "unknown" };
    case "rejected":
    case "unreachable-address":
    case "opted-out":
    case "outside-window":
    case "unsupported":
      return { kind: "never" };
  }
}

export function backoffMs(
  { afterMs, attempt }: Pick<Failure, "afterMs" | "attempt">,
  { backoffFirstMs, backoffMaxMs }: DeliveryPolicy,
): number {
  if (afterMs !== undefined) return Math.min(Math.max(afterMs, 1_000), AFTER_MAX_MS);
  return Math.min(backoffFirstMs * 2 ** (attempt - 1), backoffMaxMs);
}

/** What people read: the reason, and the provider's own code when it gave one. */
export function failureWords({ message, providerCode }: Failure): string {
  return providerCode ? `${message} (${providerCode})` : message;
}
