import type { SessionWish } from "@circuito/domain";
import { launch, loggedOut } from "./session-moves.ts";
import type { Decision, SessionState } from "./session-state.ts";

/** What an admin's wish comes to. */
export function decideWish(state: SessionState, wish: SessionWish["wish"], now: number): Decision {
  const nothing: Decision = { state, actions: [] };
  if (state.name === "stopped") return nothing;
  switch (wish.kind) {
    case "pair": {
      // An account that is open stays open: whoever wants another one logs this one out first.
      if (state.name === "ready" || state.name === "degraded" || state.name === "syncing") {
        return nothing;
      }
      const phone = wish.method === "code" ? wish.phone.replace(/^\+/, "") : undefined;
      // The time for which codes are shown begins anew: somebody is there.
      return launch({ ...state, firstCodeAt: undefined, pairWithPhone: phone }, now, "asked");
    }
    case "restart":
      return launch({ ...state, firstCodeAt: undefined }, now, "asked");
    case "log-out":
      return loggedOut(state, now, "by-admin");
  }
}
