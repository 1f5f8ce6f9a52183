import type { WaEvent } from "../wa-session.ts";
import type { WebTimes } from "../web-times.ts";
import { decideWish } from "./decide-wish.ts";
import { gone, launch, loggedOut, unusable } from "./session-moves.ts";
import {
  type Decision,
  isRunning,
  type SessionAction,
  type SessionEvent,
  type SessionState,
} from "./session-state.ts";
import { decideTick } from "./watch-session.ts";

/** What WhatsApp says when it will not have this account, address or page: trying again makes it worse. */
const TERMINAL = new Map([
  ["TOS_BLOCK", "blocked-by-whatsapp"],
  ["SMB_TOS_BLOCK", "blocked-by-whatsapp"],
  ["PROXYBLOCK", "address-blocked"],
  ["DEPRECATED_VERSION", "browser-too-old"],
]);

/** Heartbeats without an answer until the browser is given up (trap 4). */
const SILENCES_MAX = 2;

/**
 * What follows from what happened to a session. Pure; all that is done about it are the actions.
 * Source: spec whatsapp §3, the states and traps 1 to 9, 21, 22, 24.
 */
export function decideSession(
  state: SessionState,
  event: SessionEvent,
  now: number,
  times: WebTimes,
): Decision {
  switch (event.kind) {
    case "start":
      return decideStart(state, now);
    case "launched":
      return stay({ ...state, launchedAt: now });
    case "told":
      return decideTold(state, event.event, now, times);
    case "tick":
      return decideTick(state, now, times);
    case "heartbeat":
      return decideHeartbeat(state, event.connection, now);
    case "synced":
      return event.synced && !state.announced
        ? {
            state: { ...state, announced: true, connectedAt: now },
            actions: [{ kind: "announce-synced" }],
          }
        : stay(state);
    case "renew":
      return state.name === "ready" ? launch(state, now, event.because) : stay(state);
    case "wish":
      return decideWish(state, event.wish, now);
    case "failed":
      return isRunning(state) ? gone(state, now, event.because, event.detail) : stay(state);
    case "unusable":
      return isRunning(state) ? unusable(state, now, event.because) : stay(state);
    case "stop":
      return {
        state: { ...state, name: "stopped", since: now, pairing: undefined },
        actions: [{ kind: "close" }],
      };
  }
}

const stay = (state: SessionState, ...actions: SessionAction[]): Decision => ({ state, actions });

function decideStart(state: SessionState, now: number): Decision {
  switch (state.name) {
    case "logged-out":
    case "failed":
      // A person has to come first; the start waits for them.
      return stay(state);
    case "stopped":
    case "backing-off":
      return launch(state, now);
    default:
      return stay(state);
  }
}

function decideTold(state: SessionState, event: WaEvent, now: number, times: WebTimes): Decision {
  // What the last words of a browser say that was given up is of no interest.
  if (!isRunning(state)) return stay(state);
  switch (event.kind) {
    case "qr":
    case "code":
      return stay(awaitScan(state, event, now, times));
    case "authenticated":
      return state.name === "launching" || state.name === "awaiting-scan"
        ? stay(
            { ...enter(state, "syncing", now), pairing: undefined, authenticatedAt: now },
            { kind: "remember", waitsForPerson: false },
          )
        : stay(state);
    case "ready":
      return decideReady(state, event.account, now);
    case "state":
      return decideConnection(state, event.state, now);
    case "disconnected":
      return decideDisconnected(state, event.reason, now);
    case "lost":
      return gone(state, now, event.because, event.detail);
    default:
      return stay(state);
  }
}

function awaitScan(
  state: SessionState,
  event: Extract<WaEvent, { kind: "qr" | "code" }>,
  now: number,
  times: WebTimes,
): SessionState {
  const isFirst = state.codeAt === undefined;
  const lasts =
    event.kind === "code" ? times.typedCodeMs : isFirst ? times.firstCodeMs : times.codeMs;
  return {
    ...(state.name === "awaiting-scan" ? state : enter(state, "awaiting-scan", now)),
    pairing: { method: event.kind, value: event.value, expiresAt: now + lasts },
    codeAt: now,
    firstCodeAt: state.firstCodeAt ?? now,
  };
}

/** Said once per browser; each further time the page only synchronized again (trap 2). */
function decideReady(state: SessionState, account: SessionState["account"], now: number): Decision {
  if (state.name === "ready" || state.name === "degraded") {
    return stay({ ...enter(state, "ready", now), silences: 0 }, { kind: "ready-again" });
  }
  return stay(
    {
      ...enter(state, "ready", now),
      account,
      authenticatedAt: state.authenticatedAt ?? now,
      pairing: undefined,
      firstCodeAt: undefined,
      pairWithPhone: undefined,
      silences: 0,
    },
    { kind: "remember", waitsForPerson: false },
    { kind: "became-ready" },
  );
}

function decideConnection(state: SessionState, connection: string, now: number): Decision {
  const terminal = TERMINAL.get(connection);
  if (terminal !== undefined) return unusable(state, now, terminal, connection);
  if (state.name !== "ready" && state.name !== "degraded") return stay(state);
  if (connection === "CONNECTED") return stay(enter(state, "ready", now));
  // It is being opened again, or taken back from another browser: the page does that by itself.
  const because = connection === "CONFLICT" ? "opened-elsewhere" : "unconnected";
  return stay(enter(state, "degraded", now, because));
}

function decideDisconnected(state: SessionState, reason: string, now: number): Decision {
  const terminal = TERMINAL.get(reason);
  if (terminal !== undefined) return unusable(state, now, terminal, reason);
  if (reason === "LOGOUT") return loggedOut(state, now, "by-phone");
  return gone(state, now, "disconnected", reason);
}

function decideHeartbeat(
  state: SessionState,
  connection: string | undefined,
  now: number,
): Decision {
  if (state.name === "awaiting-scan" && connection === "UNPAIRED_IDLE") {
    // It shows no codes any more, and the library's own way to new ones does not work (trap 21).
    return launch(state, now, "codes-stopped");
  }
  if (state.name === "launching" || state.name === "syncing") {
    if (connection !== "CONNECTED") return stay(state);
    return stay({ ...state, connectedAt: state.connectedAt ?? now });
  }
  if (state.name !== "ready" && state.name !== "degraded") return stay(state);
  if (connection !== undefined) {
    return decideConnection({ ...state, silences: 0 }, connection, now);
  }
  const silences = state.silences + 1;
  if (silences >= SILENCES_MAX) return gone(state, now, "no-answer");
  return stay({ ...enter(state, "degraded", now, "no-answer"), silences });
}

/** The state it is in already is not entered again: since when it is so stays known. */
function enter(
  state: SessionState,
  name: SessionState["name"],
  now: number,
  because?: string,
): SessionState {
  if (state.name === name && state.because === because) return state;
  return { ...state, name, since: now, because, detail: undefined };
}
