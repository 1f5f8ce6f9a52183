import type { WebTimes } from "../web-times.ts";
import { gone, launch, loggedOut } from "./session-moves.ts";
import type { Decision, SessionState } from "./session-state.ts";

/** An account with many chats may synchronize for minutes: it is looked at so often before it is given up. */
const LOOKS_MAX = 5;

/** What did not happen in its time. */
export function decideTick(state: SessionState, now: number, times: WebTimes): Decision {
  const nothing: Decision = { state, actions: [] };
  switch (state.name) {
    case "launching":
    case "syncing":
      return watchReady(state, now, times) ?? nothing;
    case "awaiting-scan":
      return watchCodes(state, now, times) ?? nothing;
    case "degraded":
      return state.because !== "no-answer" && now - state.since >= times.unconnectedMaxMs
        ? gone(state, now, "unconnected")
        : nothing;
    default:
      return nothing;
  }
}

/** The event that makes it ready may have come before anybody listened, and it is not repeated (trap 1). */
function watchReady(state: SessionState, now: number, times: WebTimes): Decision | undefined {
  const { launchedAt, connectedAt, announced, looks } = state;
  if (connectedAt === undefined) {
    const startedAt = state.name === "syncing" ? state.since : launchedAt;
    if (startedAt === undefined || now - startedAt < times.launchMaxMs) return undefined;
    return gone(state, now, "launch-timed-out");
  }
  if (now - connectedAt < times.readyWatchMs) return undefined;
  if (announced || looks >= LOOKS_MAX) return gone(state, now, "never-ready");
  return {
    state: { ...state, connectedAt: now, looks: looks + 1 },
    actions: [{ kind: "look-synced" }],
  };
}

function watchCodes(state: SessionState, now: number, times: WebTimes): Decision | undefined {
  const { firstCodeAt = now, codeAt = now, pairing } = state;
  if (now - firstCodeAt >= times.pairingMaxMs) return loggedOut(state, now, "nobody-scanned");
  const lasts = pairing?.method === "code" ? times.typedCodeMs : 0;
  if (now - codeAt < lasts + times.codeSilenceMs) return undefined;
  return launch(state, now, "codes-stopped");
}
