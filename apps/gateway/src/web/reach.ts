import { type AgentId, asId, mayChange, type Principal, type QueueId } from "@circuito/domain";
import { HttpProblem } from "./problem.ts";

/** How a request says who uses a quick reply or a macro. */
interface WrittenReach {
  readonly scope: "everybody" | "queue" | "mine";
  readonly queueId: string | null;
}

/** @throws HttpProblem `forbidden` when a program wants one of its own */
export function reachOf(
  who: Principal,
  { scope, queueId }: WrittenReach,
): { readonly queueId: QueueId | null; readonly agentId: AgentId | null } {
  if (scope === "mine" && who.kind !== "agent") {
    throw new HttpProblem("forbidden", "a program has none of its own", {
      details: { because: "not-an-agent" },
    });
  }
  return {
    queueId: scope === "queue" && queueId !== null ? asId(queueId) : null,
    agentId: scope === "mine" ? asId(who.id) : null,
  };
}

/** @throws HttpProblem `forbidden` when others use it, and they are no supervisor */
export function requireMayChange(who: Principal, one: { readonly agentId: AgentId | null }): void {
  if (mayChange(who, one)) return;
  throw new HttpProblem("forbidden", "only supervisors change what others use", {
    details: { because: "not-yours" },
  });
}

export function changedSince({ version }: { readonly version: number }): HttpProblem {
  return new HttpProblem("conflict", "it was changed since you looked", {
    details: { because: "stale-version", version },
  });
}
