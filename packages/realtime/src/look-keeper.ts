import { IDLE_MAX_MS, LOOK_BEAT_MS, LOOK_LONG_MS } from "@circuito/protocol/focus-text";
import { newId } from "./new-id.ts";

/** What a window tells of its look: durations, for its clock is not the server's. */
export interface LookBeat {
  readonly id: string;
  readonly conversationId: string;
  readonly forMs: number;
  readonly idleMs: number;
}

/** Knows how long this window has shown a conversation to somebody who was there. */
export interface LookKeeper {
  /** Another conversation is on screen, or none. */
  turnTo(conversationId: string | null): void;
  /** The person touched something. */
  touched(): void;
  /** The window can be seen, or no more; seen again, or brought before another one, it begins anew. */
  show(isVisible: boolean): void;
  close(): void;
}

/** Who leafs through a list with the arrow keys looks at nothing. */
const GLANCE_MS = 1_000;

interface OpenLook {
  readonly id: string;
  readonly conversationId: string;
  readonly beganAt: number;
}

/**
 * A look begins when a conversation is on screen, the window visible and the person there; it ends with
 * any of these, five minutes after the last touch at the latest. It is told of every half a minute and
 * at its end, each time as a whole: what is lost on the way is told by the next beat.
 */
export function keepLooks(tell: (beat: LookBeat) => void): LookKeeper {
  let shown: string | null = null;
  let isVisible = true;
  let touchedAt = Date.now();
  let look: OpenLook | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;

  function begin(): void {
    if (look || shown === null || !isVisible) return;
    look = { id: newId(), conversationId: shown, beganAt: Date.now() };
    timer = setInterval(beat, LOOK_BEAT_MS);
  }

  function told({ id, conversationId, beganAt }: OpenLook): void {
    const now = Date.now();
    const forMs = now - beganAt;
    if (forMs < GLANCE_MS) return;
    tell({ id, conversationId, forMs, idleMs: Math.max(0, now - touchedAt) });
  }

  function end(): void {
    clearInterval(timer);
    if (look) told(look);
    look = undefined;
  }

  function beat(): void {
    if (!look) return;
    const now = Date.now();
    const isIdle = now - touchedAt >= IDLE_MAX_MS;
    if (!isIdle && now - look.beganAt < LOOK_LONG_MS) {
      told(look);
      return;
    }
    end();
    if (!isIdle) begin();
  }

  return {
    turnTo(conversationId) {
      if (conversationId === shown) return;
      end();
      shown = conversationId;
      // Whoever opens something is there.
      touchedAt = Date.now();
      begin();
    },
    touched() {
      // Timers sleep with the machine: what was idle for too long ended then.
      if (Date.now() - touchedAt >= IDLE_MAX_MS) end();
      touchedAt = Date.now();
      begin();
    },
    show(isSeen) {
      end();
      isVisible = isSeen;
      if (!isSeen) return;
      touchedAt = Date.now();
      begin();
    },
    close: end,
  };
}
