/**
 * How a session does that a person has to open: an account paired by a code, a browser kept alive.
 * Written by the one process that holds the inbox; shown to admins as it is.
 *
 * ```mermaid
 * stateDiagram-v2
 *   [*] --> launching
 *   launching --> awaiting-scan: no account yet
 *   launching --> syncing: an account that was paired before
 *   awaiting-scan --> syncing: the code was read
 *   syncing --> ready
 *   ready --> degraded: it answers no more
 *   degraded --> ready
 *   degraded --> backing-off: given up, to be started anew
 *   launching --> backing-off: could not start
 *   backing-off --> launching
 *   ready --> logged-out: the phone said so; waits for a person
 *   launching --> failed: nothing but another configuration helps
 * ```
 */
export interface ChannelSession {
  readonly state: SessionStateName;
  /** Since when it is so, ms since epoch. */
  readonly since: number;
  /** Why, where it is not as it should be. Closed, kebab-case; the words are the console's. */
  readonly because?: string;
  /** For people who look further: one line, without secrets. */
  readonly detail?: string;
  /** While `awaiting-scan`. */
  readonly pairing?: Pairing;
  /** Whose account it is, once known. */
  readonly account?: { readonly phone?: string; readonly name?: string };
  /** While messages of a time of absence are looked for: chats still to be read. */
  readonly backlog?: number;
  /** What came and is not for us, by kind, since the session began. */
  readonly ignored?: Readonly<Record<string, number>>;
}

export type SessionStateName =
  | "launching"
  | "awaiting-scan"
  | "syncing"
  | "ready"
  | "degraded"
  | "backing-off"
  | "logged-out"
  | "failed"
  | "stopped";

/** What the phone is shown, or what is typed into it. As good as a password while it is valid. */
export interface Pairing {
  readonly method: "qr" | "code";
  readonly value: string;
  /** Ms since epoch; another one comes by then. */
  readonly expiresAt: number;
}

/** What an admin asks of a session. The same wish is granted once. */
export interface SessionWish {
  readonly id: string;
  readonly at: number;
  readonly wish:
    | { readonly kind: "pair"; readonly method: "qr" }
    /** E.164. */
    | { readonly kind: "pair"; readonly method: "code"; readonly phone: string }
    | { readonly kind: "restart" }
    /** Gives the account up: the phone forgets us, and so do we. */
    | { readonly kind: "log-out" };
}
