import type { ChannelSession, Pairing, SessionStateName, SessionWish } from "@circuito/domain";
import { parseWid } from "../ids/wid.ts";
import type { WaAccount, WaEvent } from "../wa-session.ts";

/** All that decisions about a session look at. */
export interface SessionState {
  readonly name: SessionStateName;
  readonly since: number;
  readonly because?: string | undefined;
  readonly detail?: string | undefined;
  readonly pairing?: Pairing | undefined;
  readonly account: WaAccount;
  /** Digits of the phone that is shown a code to type; absent: a code to scan. */
  readonly pairWithPhone?: string | undefined;
  /** A browser was started, and was not given up yet. */
  readonly launchedAt?: number | undefined;
  /** The page said that it is connected, and is not ready yet. */
  readonly connectedAt?: number | undefined;
  readonly looks: number;
  readonly announced: boolean;
  readonly authenticatedAt?: number | undefined;
  readonly firstCodeAt?: number | undefined;
  readonly codeAt?: number | undefined;
  /** Heartbeats in a row that brought no answer. */
  readonly silences: number;
}

export const NOT_STARTED: SessionState = {
  name: "stopped",
  since: 0,
  account: {},
  looks: 0,
  announced: false,
  silences: 0,
};

export type SessionEvent =
  | { readonly kind: "start" }
  | { readonly kind: "launched" }
  | { readonly kind: "told"; readonly event: WaEvent }
  | { readonly kind: "tick" }
  /** The page's connection to WhatsApp; `undefined` where it did not answer in time. */
  | { readonly kind: "heartbeat"; readonly connection: string | undefined }
  | { readonly kind: "synced"; readonly synced: boolean }
  /** A planned new browser: memory grows over weeks (trap 24). */
  | { readonly kind: "renew"; readonly because: "quiet-hour" | "memory" }
  | { readonly kind: "wish"; readonly wish: SessionWish["wish"] }
  | { readonly kind: "failed"; readonly because: string; readonly detail?: string }
  /** This machine has nothing to start. */
  | { readonly kind: "unusable"; readonly because: "no-browser" }
  | { readonly kind: "stop" };

export type SessionAction =
  /** Starts a browser; one that runs is closed before. */
  | { readonly kind: "launch" }
  | { readonly kind: "close" }
  | { readonly kind: "look-synced" }
  | { readonly kind: "announce-synced" }
  | { readonly kind: "became-ready" }
  | { readonly kind: "ready-again" }
  /** `person`: nothing helps but somebody who does something. */
  | { readonly kind: "gone"; readonly helps: "time" | "person"; readonly reason: string }
  | { readonly kind: "log-out" }
  /** The profile is erased: what it opens is opened no more, or must not be. */
  | { readonly kind: "forget-profile" }
  /** Whether the next start shows codes by itself, also after a restart of ours. */
  | { readonly kind: "remember"; readonly waitsForPerson: boolean };

export interface Decision {
  readonly state: SessionState;
  readonly actions: readonly SessionAction[];
}

/** States in which a browser runs, or is about to. */
export function isRunning({ name }: SessionState): boolean {
  return (
    name === "launching" ||
    name === "awaiting-scan" ||
    name === "syncing" ||
    name === "ready" ||
    name === "degraded"
  );
}

/** What people are shown of it. */
export function sessionView(
  state: SessionState,
  more: { readonly backlog: number; readonly ignored: Readonly<Record<string, number>> },
): ChannelSession {
  const { name, since, because, detail, pairing, account } = state;
  const phone = account.wid === undefined ? undefined : parseWid(account.wid);
  const shown = {
    ...(phone?.kind === "phone" && { phone: `+${phone.user}` }),
    ...(account.name !== undefined && { name: account.name }),
  };
  return {
    state: name,
    since,
    ...(because !== undefined && { because }),
    ...(detail !== undefined && { detail }),
    ...(pairing && name === "awaiting-scan" && { pairing }),
    ...(Object.keys(shown).length > 0 && { account: shown }),
    ...(more.backlog > 0 && { backlog: more.backlog }),
    ...(Object.keys(more.ignored).length > 0 && { ignored: { ...more.ignored } }),
  };
}
