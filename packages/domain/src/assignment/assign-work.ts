import { type AgentId, asId, type QueueId } from "../ids.ts";

/** What an `assign` job is about: a queue that somebody waits in, or an agent who got room. */
export type AssignWork =
  | { readonly kind: "queue"; readonly queueId: QueueId }
  | { readonly kind: "agent"; readonly agentId: AgentId };

const AGENT = "agent ";

/** How a job names an agent who got room; a queue goes by its id. */
export function nameOfFreeAgent(agentId: AgentId): string {
  return `${AGENT}${agentId}`;
}

export function assignWorkOf(name: string): AssignWork {
  return name.startsWith(AGENT)
    ? { kind: "agent", agentId: asId(name.slice(AGENT.length)) }
    : { kind: "queue", queueId: asId(name) };
}
