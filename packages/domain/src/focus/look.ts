import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../calendar/time-zone.ts";
import type { AgentId, ConversationId, LookId } from "../ids.ts";

/** A time that somebody had one conversation before their eyes, in one window; ms since epoch. */
export interface Look {
  readonly id: LookId;
  readonly agentId: AgentId;
  readonly conversationId: ConversationId;
  readonly beganAt: number;
  /** Not in it. */
  readonly endedAt: number;
}

/** Who has touched nothing for longer does something else (rules §11). */
export const IDLE_MAX_MS = 5 * MINUTE_MS;
/** A window tells of its look this often: so much is lost when it, or we, crash. */
export const LOOK_BEAT_MS = 30 * SECOND_MS;
/** A window begins anew after this long, so that looks which overlap one are found near it. */
export const LOOK_LONG_MS = HOUR_MS;
/** No client of ours tells of a longer one: one beat more than a long one, and clocks that drift. */
export const LOOK_MAX_MS = 2 * HOUR_MS;

/** What a window tells of its look, by durations: its clock is not ours. */
export interface LookBeat {
  readonly id: LookId;
  readonly conversationId: ConversationId;
  /** Since it began. */
  readonly forMs: number;
  /** Since the person last touched something. */
  readonly idleMs: number;
}

/**
 * The look that a beat tells of, by our clock: it ends when the person has been idle for too long,
 * however late that is told, as after a night with the lid closed.
 * @param at when the beat came
 * @returns `undefined`: nothing of it counts, or it is longer than any of ours
 */
export function lookOf(beat: LookBeat, agentId: AgentId, at: number): Look | undefined {
  const { id, conversationId, forMs, idleMs } = beat;
  const beganAt = at - forMs;
  const endedAt = at - Math.max(0, idleMs - IDLE_MAX_MS);
  if (endedAt <= beganAt || endedAt - beganAt > LOOK_MAX_MS) return undefined;
  return { id, agentId, conversationId, beganAt, endedAt };
}

/** The same look told twice, in whatever order: as long as it was ever told. */
export function joinLooks(one: Look, other: Look): Look {
  return {
    ...one,
    beganAt: Math.min(one.beganAt, other.beganAt),
    endedAt: Math.max(one.endedAt, other.endedAt),
  };
}
