import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import type { Queue } from "bullmq";
import { type Asker, asker, goOn } from "./go-on.ts";
import type { BusLog } from "./log.ts";

/**
 * A nudge that cannot be placed in this time is dropped: the sweeper finds its rows within seconds,
 * and nobody's request waits for Redis (promises F21).
 */
const ADD_TIMEOUT_MS = 250;
/**
 * Between the starts of two jobs of a kind. A job and the transaction that it asks for cost as much as
 * routing ten messages: what comes every 5 ms goes two by two. Under load whoever takes it is busy for
 * longer than this anyhow, and at rest nothing waits.
 */
const SPACING_MIN_MS = 8;
/** Where placing a job takes long, taking it does, too: it is placed this many times less often. */
const SPACING_PER_ADD = 4;
/** Nobody's message waits longer than this for others. */
const SPACING_MAX_MS = 40;
/** Ids in one job: a job is read whole, so it stays small. */
const IDS_PER_JOB_MAX = 500;
/** A few tries bridge a database restart; after that the sweeper brings the ids again. */
const ATTEMPTS = 3;
const BACKOFF_MS = 1_000;
/** Failed jobs are kept for people to look at, never for the machine. */
const FAILED_KEPT = 200;

/**
 * Adds jobs for one kind, one at a time: ids that arrive while one is being added share the next.
 * So a batch accepted in one commit becomes one job, whatever number of requests it held.
 */
export interface Nudger {
  /** Never rejects. Resolves once the ids are in a job, or given up. */
  nudge(ids: readonly string[]): Promise<void>;
  /** The same, for a job of its own that runs after this time. */
  nudgeIn(ids: readonly string[], delayMs: number): Promise<void>;
}

/** @param placed told of each job that is really there */
export function createNudger(queue: Queue, log: BusLog, placed: () => void = () => {}): Nudger {
  let waiting = new Set<string>();
  /** Whose work the next job goes on with. */
  let askers: Asker[] = [];
  let running: Promise<void> | undefined;
  let beganAt = Number.NEGATIVE_INFINITY;
  let spacingMs = SPACING_MIN_MS;

  async function addOne(): Promise<void> {
    const sinceMs = performance.now() - beganAt;
    if (sinceMs < spacingMs) await pause(spacingMs - sinceMs);
    // After the current turn: what was committed together is nudged together.
    else await nextTurn();
    beganAt = performance.now();
    const ids = [...waiting];
    const from = askers;
    waiting = new Set();
    askers = [];
    await goOn(from, `nudge ${queue.name}`, () => addAll(ids, 0));
    const tookMs = performance.now() - beganAt;
    spacingMs = Math.min(SPACING_MAX_MS, Math.max(SPACING_MIN_MS, SPACING_PER_ADD * tookMs));
  }

  async function addAll(ids: readonly string[], delayMs: number): Promise<void> {
    for (let from = 0; from < ids.length; from += IDS_PER_JOB_MAX) {
      await add(ids.slice(from, from + IDS_PER_JOB_MAX), delayMs);
    }
  }

  async function add(ids: readonly string[], delayMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`not added within ${ADD_TIMEOUT_MS} ms`)),
        ADD_TIMEOUT_MS,
      );
    });
    const added = queue.add(
      "nudge",
      { ids },
      {
        removeOnComplete: true,
        removeOnFail: { count: FAILED_KEPT },
        attempts: ATTEMPTS,
        backoff: { type: "exponential", delay: BACKOFF_MS },
        ...(delayMs > 0 && { delay: Math.ceil(delayMs) }),
      },
    );
    try {
      await Promise.race([added, timeout]);
      placed();
    } catch (error) {
      // The loser of the race may reject later; nobody waits for it.
      added.catch(() => {});
      log.warn("nudge dropped", {
        jobs: queue.name,
        ids: ids.length,
        error: error instanceof Error ? error.message : String(error),
      });
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async nudge(ids) {
      if (ids.length === 0) return;
      for (const id of ids) waiting.add(id);
      askers.push(asker());
      while (waiting.size > 0) {
        running ??= addOne().finally(() => {
          running = undefined;
        });
        await running;
      }
    },
    nudgeIn: addAll,
  };
}
