import type { SendErrorKind } from "@circuito/connector";
import type { AttemptEnd } from "@circuito/store";

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

/** First wait; each further one is twice as long. */
const BACKOFF_FIRST_MS = 5_000;
/** Long enough to spare a provider that is down, short enough to notice its return. */
const BACKOFF_MAX_MS = 10 * 60_000;
/** A provider that refuses our credentials waits for a person; look again now and then. */
const CREDENTIALS_MS = 5 * 60_000;
/** An answer that has not gone out in a day answers nothing any more: tell the agent. */
const PATIENCE_MS = 24 * 60 * 60_000;
/** A provider that asks for more than this is as good as down. */
const AFTER_MAX_MS = 60 * 60_000;

/**
 * What follows a failed attempt: the one place that decides it (design, invariant 10). Connectors
 * report facts; only the kind counts here.
 */
export function afterFailure(failure: Failure): AttemptEnd {
  const error = failure.providerCode
    ? `${failure.message} (${failure.providerCode})`
    : failure.message;
  switch (failure.kind) {
    case "retry":
      if (failure.ageMs > PATIENCE_MS) return { status: "failed", error };
      return { status: "queued", error, delayMs: backoffMs(failure) };
    case "credentials":
      if (failure.ageMs > PATIENCE_MS) return { status: "failed", error };
      return { status: "queued", error, delayMs: CREDENTIALS_MS };
    case "unknown":
      return { status: "unknown", error };
    case "rejected":
    case "unreachable-address":
    case "opted-out":
    case "outside-window":
    case "unsupported":
      return { status: "failed", error };
  }
}

function backoffMs({ afterMs, attempt }: Failure): number {
  if (afterMs !== undefined) return Math.min(Math.max(afterMs, 1_000), AFTER_MAX_MS);
  return Math.min(BACKOFF_FIRST_MS * 2 ** (attempt - 1), BACKOFF_MAX_MS);
}
