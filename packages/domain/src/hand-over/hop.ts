import type { AgentId, QueueId } from "../ids.ts";
import type { Diversion } from "./divert.ts";
import type { HandOverKind } from "./hand-over.ts";

/** One hand-over of a conversation with its times. Instants are ms since epoch, UTC. */
export interface Hop {
  /** 1..n within the conversation. */
  readonly n: number;
  readonly kind: HandOverKind;
  readonly fromQueueId: QueueId | undefined;
  readonly toQueueId: QueueId | undefined;
  /** Who had it when it left, and the colleague it went straight to. */
  readonly fromAgentId: AgentId | undefined;
  readonly toAgentId: AgentId | undefined;
  /** Absent when a program did it with an API key. */
  readonly byAgentId: AgentId | undefined;
  readonly byName: string;
  /** Note of a transfer, summary of a problem, what was tried, reason of a return. */
  readonly note: string;
  /** Of an escalation: what came of what was tried. */
  readonly result: string | undefined;
  readonly diverted: Diversion | undefined;
  readonly at: number;
  /** When somebody there should have taken it at the latest; `undefined`: nobody promised. */
  readonly acceptBy: number | undefined;
}

/** How a hop's waiting for somebody ended, or has not yet. */
export interface HopEnd {
  readonly acceptedAt: number | undefined;
  /** When the next hand-over took it away. */
  readonly leftAt: number | undefined;
}

/** How long it waited in the queue it came to, or has waited by now. */
export function queueTimeOf(hop: Pick<Hop, "at"> & HopEnd, now: number): number {
  return Math.max(0, (hop.acceptedAt ?? hop.leftAt ?? now) - hop.at);
}
