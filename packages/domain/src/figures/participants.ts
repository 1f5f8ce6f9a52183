import type { AgentId } from "../ids.ts";
import type { Fact } from "./fact.ts";

/** Who had part in a conversation that began. */
export interface Participants {
  /** When its `opened` is counted, ms since epoch. */
  readonly beganAt: number;
  readonly agentIds: ReadonlySet<AgentId>;
}

/** Everybody of whom anything was measured in it. Undefined: it did not begin, and is in no list of what began. */
export function participantsOf(facts: readonly Fact[]): Participants | undefined {
  const beganAt = facts.find(({ fact }) => fact === "opened")?.at;
  if (beganAt === undefined) return undefined;
  return { beganAt, agentIds: new Set(facts.flatMap(({ agentId }) => agentId ?? [])) };
}
