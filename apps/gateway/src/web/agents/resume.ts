import { seesEverything } from "@circuito/domain";
import { crashPoint } from "@circuito/faults";
import type { ResumeAnswer } from "@circuito/protocol";
import {
  type AgentPrincipal,
  comparePositions,
  isCovered,
  isPosition,
  type Position,
  type Queryable,
  readMissedNotices,
} from "@circuito/store";
import { loadAgentEvents } from "./agent-events.ts";
import { eventFor } from "./rooms.ts";

/** More than this is told faster by fetching what is on screen (rules §12). */
const MISSED_MAX = 5_000;

/**
 * What an agent missed between a position and now. Their socket is in its rooms already, so that
 * what comes after `now` reaches them live.
 * @param now everything up to here has been handed to the sockets of this node
 */
export async function resume(
  q: Queryable,
  who: AgentPrincipal,
  after: string,
  now: Position,
): Promise<ResumeAnswer> {
  crashPoint("S3");
  if (!isPosition(after) || !(await isCovered(q, after))) {
    return { kind: "snapshot-required", position: now };
  }
  // Another node was further: what lies between comes live, once more.
  if (comparePositions(after, now) >= 0) return { kind: "events", events: [], position: now };
  const audience = seesEverything(who) ? undefined : [who.id, ...who.queueIds];
  const missed = await readMissedNotices(q, { after, upTo: now }, audience, MISSED_MAX);
  if (missed.length > MISSED_MAX) return { kind: "snapshot-required", position: now };
  const events = (await loadAgentEvents(q, missed)).flatMap((e) => eventFor(who, e) ?? []);
  return { kind: "events", events, position: now };
}
