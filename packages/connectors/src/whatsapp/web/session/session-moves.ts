import type { Decision, SessionState } from "./session-state.ts";

/** A new browser; what was known of the last one does not count. */
export function launch(state: SessionState, now: number, because?: string): Decision {
  return {
    state: {
      name: "launching",
      since: now,
      because,
      account: state.account,
      pairWithPhone: state.pairWithPhone,
      // Codes are shown for a limited time in all, however many browsers show them.
      firstCodeAt: state.firstCodeAt,
      looks: 0,
      announced: false,
      silences: 0,
    },
    actions: [{ kind: "launch" }],
  };
}

/** It broke; the runner tries again later. */
export function gone(state: SessionState, now: number, because: string, detail?: string): Decision {
  return {
    state: rest(state, "backing-off", now, because, detail),
    actions: [
      { kind: "close" },
      {
        kind: "gone",
        helps: "time",
        reason: detail === undefined ? because : `${because}: ${detail}`,
      },
    ],
  };
}

/** The account is given up, by whomever: only a person can open it again (trap 22). */
export function loggedOut(
  state: SessionState,
  now: number,
  because: "by-phone" | "by-admin" | "nobody-scanned",
): Decision {
  return {
    state: { ...rest(state, "logged-out", now, because), firstCodeAt: undefined },
    actions: [
      ...(because === "by-admin" && state.launchedAt !== undefined
        ? [{ kind: "log-out" } as const]
        : []),
      { kind: "close" },
      { kind: "forget-profile" },
      { kind: "remember", waitsForPerson: true },
      { kind: "gone", helps: "person", reason: because },
    ],
  };
}

/** WhatsApp refuses, or this machine cannot. Another try changes nothing. */
export function unusable(
  state: SessionState,
  now: number,
  because: string,
  detail?: string,
): Decision {
  return {
    state: rest(state, "failed", now, because, detail),
    actions: [{ kind: "close" }, { kind: "gone", helps: "person", reason: because }],
  };
}

function rest(
  state: SessionState,
  name: SessionState["name"],
  now: number,
  because: string,
  detail?: string,
): SessionState {
  return {
    name,
    since: now,
    because,
    detail,
    account: state.account,
    pairWithPhone: state.pairWithPhone,
    firstCodeAt: state.firstCodeAt,
    looks: 0,
    announced: false,
    silences: 0,
  };
}
