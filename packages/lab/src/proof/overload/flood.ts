import { setTimeout as pause } from "node:timers/promises";
import type { PlannedRequest } from "../../load/plan.ts";
import type { WebhookClient } from "../../load/webhook-client.ts";
import type { Timed } from "./calm.ts";

/** Node's timers are no finer; what became due meanwhile leaves together. */
const TICK_MS = 1;

export interface Flood {
  /** Requests a second that did leave; fewer than were asked for where the sender is too slow. */
  readonly perSecond: number;
  /** The longest that the sender itself stood still: what it then says of time is not the door's doing. */
  readonly stoodStillMs: number;
  /** When the last one left. */
  readonly endedAtMs: number;
  /** All of them, in the order of sending, once each has an end. */
  readonly times: Promise<readonly Timed[]>;
}

/**
 * Sends at a fixed rate whatever the answers do, each request once. Time counts from the instant at which a
 * request was due, and what is due and could not leave is not sent later: the rate never grows.
 * @returns as soon as the last one has left
 */
export async function flood(
  client: WebhookClient,
  plan: Iterator<PlannedRequest>,
  { perSecond, forMs, atOnceMax }: Rate,
  signal: AbortSignal,
): Promise<Flood> {
  const times: Timed[] = [];
  const unanswered = new Set<Promise<void>>();
  const startedAtMs = performance.now();
  let sent = 0;
  let stoodStillMs = 0;
  for (let at = 0, nowMs = startedAtMs; nowMs < startedAtMs + forMs; nowMs = performance.now()) {
    signal.throwIfAborted();
    for (const due = ((nowMs - startedAtMs) * perSecond) / 1_000; at <= due; at++) {
      // It would wait for a socket of ours, and offer nothing to the door.
      if (unanswered.size >= atOnceMax) continue;
      const next = plan.next();
      if (next.done) break;
      const atMs = startedAtMs + (at / perSecond) * 1_000;
      sent += 1;
      const sending = client.deliver(next.value, 0).then((isTaken) => {
        const tookMs = isTaken ? performance.now() - atMs : Number.POSITIVE_INFINITY;
        times.push({ atMs, tookMs });
        unanswered.delete(sending);
      });
      unanswered.add(sending);
    }
    await pause(TICK_MS);
    stoodStillMs = Math.max(stoodStillMs, performance.now() - nowMs);
  }
  const endedAtMs = performance.now();
  return {
    perSecond: (sent / (endedAtMs - startedAtMs)) * 1_000,
    stoodStillMs,
    endedAtMs,
    times: Promise.all(unanswered).then(() => times.sort((a, b) => a.atMs - b.atMs)),
  };
}

export interface Rate {
  readonly perSecond: number;
  readonly forMs: number;
  /** Requests on their way: the client's sockets. */
  readonly atOnceMax: number;
}
