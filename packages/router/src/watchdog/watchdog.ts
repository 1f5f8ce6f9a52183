import type { Bus } from "@circuito/bus";
import { type Database, findStrandedContactKeys } from "@circuito/store";
import type { RouterLog } from "../log.ts";
import { judgeWorker, type Suspicion } from "./judge-worker.ts";

/** Rows that wait longer than this were overlooked: the sweeper asks for them after two (promises §1.2). */
const WAITING_TOO_LONG_MS = 5_000;
const LOOK_EVERY_MS = 5_000;
/** Three looks: no job was taken in 15 s (promises §1.2). */
const STRIKES_MAX = 3;
/** Enough to place a job; all of them are the sweeper's business. */
const ASKED_FOR_MAX = 50;

export interface Watchdog {
  stop(): Promise<void>;
}

/**
 * Watches this process' router: BullMQ has had workers that run, answer, and take nothing (its issues
 * 4585, 4479, 3185). Waiting rows are asked for again at every look, so that a sweeper that is away is
 * not mistaken for a worker that is stuck.
 *
 * @param onStuck called once, after the one line of log that says why
 */
export function startWatchdog(dependencies: {
  readonly database: Database;
  readonly bus: Bus;
  readonly log: RouterLog;
  readonly onStuck: () => void;
  /** Tests look more often. */
  readonly everyMs?: number;
}): Watchdog {
  const { database, bus, log, onStuck, everyMs = LOOK_EVERY_MS } = dependencies;
  let suspicion: Suspicion | undefined;

  async function look(): Promise<boolean> {
    const counts = bus.jobs.counts("inbound");
    const waiting = await findStrandedContactKeys(database.pool, {
      olderThanMs: Math.min(WAITING_TOO_LONG_MS, everyMs),
      limit: ASKED_FOR_MAX,
    });
    suspicion = judgeWorker(suspicion, {
      rowsWait: waiting.length > 0,
      jobsPlaced: counts.placed,
      jobsTaken: counts.taken,
    });
    if (suspicion.strikes >= STRIKES_MAX) return true;
    await bus.jobs.nudge("inbound", waiting);
    return false;
  }

  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  function schedule(): void {
    if (stopped) return;
    timer = setTimeout(() => {
      running = look().then(
        (isStuck) => {
          if (!isStuck || stopped) return schedule();
          log.error("the router takes no jobs although rows wait and jobs are there", {
            lookedEveryMs: everyMs,
            looks: STRIKES_MAX,
            jobsTaken: suspicion?.last.jobsTaken,
          });
          onStuck();
        },
        (error: Error) => {
          // A database that is away says nothing about the worker.
          suspicion = undefined;
          log.warn("watchdog could not look", { error: error.message });
          schedule();
        },
      );
    }, everyMs);
    timer.unref();
  }
  schedule();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
