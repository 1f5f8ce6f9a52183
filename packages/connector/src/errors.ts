/**
 * Why a message could not be sent. A closed list: there are no connector-defined kinds, and
 * delivery policy looks at nothing else.
 *
 * - `retry`: not accepted, and we know it; try again (after `afterMs` if the provider said so)
 * - `unknown`: bytes left us and no answer came; never sent again blindly (design, invariant 10)
 * - `rejected`: this message, never
 * - `unreachable-address`: this address, never
 * - `opted-out`: the customer told the provider to stop
 * - `credentials`: the provider refuses us; the inbox pauses, its messages wait
 * - `outside-window`: the channel's reply window is over
 * - `unsupported`: this channel cannot carry it
 */
export type SendErrorKind =
  | "retry"
  | "unknown"
  | "rejected"
  | "unreachable-address"
  | "opted-out"
  | "credentials"
  | "outside-window"
  | "unsupported";

export class SendError extends Error {
  override readonly name = "SendError";
  readonly kind: SendErrorKind;
  /** The provider's own code, for people who search its documentation. */
  readonly providerCode: string | undefined;
  /** How long the provider asked us to wait. */
  readonly afterMs: number | undefined;
  /** Of `unknown`: some parts of the message were taken, and the others were not. */
  readonly isPartly: boolean;

  constructor(
    kind: SendErrorKind,
    message: string,
    more: { providerCode?: string; afterMs?: number; isPartly?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.kind = kind;
    this.providerCode = more.providerCode;
    this.afterMs = more.afterMs;
    this.isPartly = more.isPartly ?? false;
  }
}

/**
 * Why a file could not be fetched. A closed list, as above:
 *
 * - `retry`: not now; again later (after `afterMs` if the provider said so)
 * - `not-there`: the provider has no such file: not yet, or no longer
 * - `refused`: the provider does not let us have it
 * - `blocked`: it is at an address that this inbox's files do not come from
 */
export type MediaErrorKind = "retry" | "not-there" | "refused" | "blocked";

export class MediaError extends Error {
  override readonly name = "MediaError";
  readonly kind: MediaErrorKind;
  /** How long the provider asked us to wait. */
  readonly afterMs: number | undefined;

  constructor(
    kind: MediaErrorKind,
    message: string,
    more: { afterMs?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.kind = kind;
    this.afterMs = more.afterMs;
  }
}

/** The host would not connect: inboxes may not reach this address (ConnectorHost.mayReach). */
export class AddressRefused extends Error {
  override readonly name = "AddressRefused";
  readonly code = "ADDRESS_REFUSED";
}

/** Why a connection could not be made. `credentials` waits for a person; `transient` is retried. */
export class ConnectError extends Error {
  override readonly name = "ConnectError";
  readonly kind: "credentials" | "transient";

  constructor(kind: "credentials" | "transient", message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
  }
}

/** Thrown by `host.receive` when nothing could be committed: the provider must be told 503. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
  /** Seconds for Retry-After. Providers retry by their own clock; agents' tools read this one. */
  readonly retryAfterSeconds = 2;
}
