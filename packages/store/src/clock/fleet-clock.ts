import type { Queryable } from "../database.ts";

/** Clocks that differ by less agree: what networks and time services do by themselves. */
const AGREES_WITHIN_MS = 1_000;
/** A clock that was set while we run is noticed this soon: sooner than the shortest offer is over. */
const COMPARE_EVERY_MS = 10_000;
/** An answer that took longer tells too little. */
const ROUND_TRIP_MAX_MS = 500;

export interface FleetClock {
  /** Ms since epoch: the process's own clock while it agrees with the database's, else that one. */
  now(): number;
  /** Asks the database what time it is. Never rejects: while it is away, what was known holds. */
  compare(): Promise<void>;
  stop(): void;
}

/**
 * One time for all processes: what one promises another judges, and machines disagree about the time
 * (faults F47, F48). The database's clock is everybody's.
 * @param own the process's clock, ms since epoch
 */
export async function startFleetClock(q: Queryable, own: () => number): Promise<FleetClock> {
  let behindMs = 0;

  async function compare(): Promise<void> {
    const asked = performance.now();
    const theirs = await q
      .query<{ now: Date }>({ name: "fleet-clock", text: "select clock_timestamp() as now" })
      .then(({ rows }) => rows[0]?.now.getTime())
      .catch(() => undefined);
    const tookMs = performance.now() - asked;
    if (theirs === undefined || tookMs > ROUND_TRIP_MAX_MS) return;
    const differs = theirs + tookMs / 2 - own();
    behindMs = Math.abs(differs) < AGREES_WITHIN_MS ? 0 : Math.round(differs);
  }

  await compare();
  const timer = setInterval(() => void compare(), COMPARE_EVERY_MS);
  timer.unref();
  return { now: () => own() + behindMs, compare, stop: () => clearInterval(timer) };
}
