/** What the strip above the console says; nothing while `ok`. */
export type ConnectionState =
  | { readonly kind: "ok" }
  | { readonly kind: "reconnecting" }
  | { readonly kind: "offline" }
  /** Applying what was missed; `done` stays for a moment so that it can be read. */
  | { readonly kind: "catching-up"; readonly events: number; readonly done: boolean }
  /** Too much was missed: the lists were fetched anew. */
  | { readonly kind: "reloaded" }
  | { readonly kind: "session-expired" };

/** Everything the state follows from; instants in ms of the same clock. */
export interface ConnectionFacts {
  readonly up: boolean;
  /** Since when the socket is down; also the start, before the first connection. */
  readonly downSince: number;
  readonly browserOnline: boolean;
  readonly sessionExpired: boolean;
  readonly catchingUp: { readonly events: number; readonly doneAt: number | null } | null;
  readonly reloadedAt: number | null;
}

/** A shorter silence is the network's own business. */
export const RECONNECTING_AFTER_MS = 2_000;
/** From here on people should know that what they see may be old. */
export const OFFLINE_AFTER_MS = 10_000;
/** Time to read three words. */
export const NOTICE_SHOWN_MS = 2_000;

/**
 * The state at an instant, and when it would change by the passing of time alone.
 * Source: connection states of the console's specification.
 */
export function connectionState(
  facts: ConnectionFacts,
  now: number,
): { state: ConnectionState; changesAt: number | null } {
  if (facts.sessionExpired) return lasting({ kind: "session-expired" });
  if (!facts.browserOnline) return lasting({ kind: "offline" });
  if (!facts.up) return whileDown(facts.downSince, now);
  if (facts.catchingUp !== null) {
    const { events, doneAt } = facts.catchingUp;
    if (doneAt === null) return lasting({ kind: "catching-up", events, done: false });
    const endsAt = doneAt + NOTICE_SHOWN_MS;
    if (now < endsAt) {
      return { state: { kind: "catching-up", events, done: true }, changesAt: endsAt };
    }
  }
  if (facts.reloadedAt !== null) {
    const endsAt = facts.reloadedAt + NOTICE_SHOWN_MS;
    if (now < endsAt) return { state: { kind: "reloaded" }, changesAt: endsAt };
  }
  return lasting({ kind: "ok" });
}

function lasting(state: ConnectionState) {
  return { state, changesAt: null };
}

function whileDown(since: number, now: number) {
  if (now < since + RECONNECTING_AFTER_MS) {
    return { state: { kind: "ok" } as const, changesAt: since + RECONNECTING_AFTER_MS };
  }
  if (now < since + OFFLINE_AFTER_MS) {
    return { state: { kind: "reconnecting" } as const, changesAt: since + OFFLINE_AFTER_MS };
  }
  return lasting({ kind: "offline" });
}
