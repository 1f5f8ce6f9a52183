import type { MediaErrorKind } from "@circuito/connector";
import type { FetchEnd } from "@circuito/store";

/** All that is known of an attempt that brought no file. */
export interface FetchFailure {
  readonly kind:
    | MediaErrorKind
    /** More bytes than we take. */
    | "too-large"
    /** The channel has no way to fetch what it named. */
    | "unsupported"
    /** Earlier attempts ended with their process. */
    | "interrupted"
    /** This process is stopping: nobody's fault. */
    | "stopping";
  /** For people; names no address. */
  readonly message: string;
  /** How long the provider asked us to wait. */
  readonly afterMs?: number | undefined;
  /** Attempts begun, this one included. */
  readonly attempt: number;
  /** Since the message was routed. */
  readonly ageMs: number;
}

/** First wait; each further one is twice as long. A file that is not there yet comes in seconds. */
const BACKOFF_FIRST_MS = 5_000;
/** A provider that is down for hours is asked a few times a day. */
const BACKOFF_MAX_MS = 6 * 60 * 60_000;
/** A provider that asks for more than this is as good as down. */
const AFTER_MAX_MS = 6 * 60 * 60_000;
/** Providers tell of a file before their file servers have it, by minutes; a day is somebody's outage. */
const NOT_THERE_PATIENCE_MS = 24 * 60 * 60_000;
/** Providers keep files for days at least; after that there is nothing left to fetch (B-39). */
const PATIENCE_MS = 7 * 24 * 60 * 60_000;

/**
 * What follows a fetch that brought no file: the one place that decides it. Only the kind counts here,
 * and how old the file is.
 */
export function afterFetchFailure(failure: FetchFailure): FetchEnd {
  const { kind, message: because } = failure;
  switch (kind) {
    case "stopping":
      return { state: "pending", because, delayMs: 0 };
    case "not-there":
      return retryWithin(NOT_THERE_PATIENCE_MS, failure);
    case "retry":
      return retryWithin(PATIENCE_MS, failure);
    case "refused":
    case "unsupported":
    case "interrupted":
      return { state: "unavailable", because };
    case "too-large":
      return { state: "too-large", because };
    case "blocked":
      return { state: "blocked", because };
  }
}

function retryWithin(patienceMs: number, failure: FetchFailure): FetchEnd {
  const { message: because, ageMs, attempt, afterMs } = failure;
  const delayMs =
    afterMs === undefined
      ? Math.min(BACKOFF_FIRST_MS * 2 ** Math.min(attempt - 1, 20), BACKOFF_MAX_MS)
      : Math.min(Math.max(afterMs, 1_000), AFTER_MAX_MS);
  // A last look once its time is over, and none after that.
  if (ageMs >= patienceMs) return { state: "unavailable", because: `${because}; given up` };
  return { state: "pending", because, delayMs: Math.min(delayMs, patienceMs - ageMs) };
}
