import { type Asker, asker, type Bus, goOn } from "@circuito/bus";
import type { NewId } from "@circuito/domain";
import { crashPoint } from "@circuito/faults";
import {
  type ContactKey,
  createGroupCommit,
  type Database,
  isTransient,
  nameOfDue,
} from "@circuito/store";
import { createConfigurationCache } from "./configuration-cache.ts";
import { KnownAliases } from "./known-aliases.ts";
import type { RouterLog } from "./log.ts";
import { parkOneByOne } from "./park-one-by-one.ts";
import { type RoutedPoints, routeContactPoints } from "./route-contact-points.ts";
import type { WorkMeasure } from "./work-measure.ts";

/** Jobs taken at once: they cost nothing while they wait to share a transaction. */
const JOBS_AT_ONCE = 64;
/** Rows in one transaction: some ten milliseconds of work, and a bound on what a retry repeats. */
const ROWS_PER_TRANSACTION_MAX = 500;
/** Jobs that may wait for a transaction; BullMQ hands out no more than JOBS_AT_ONCE. */
const WAITING_MAX = 10_000;

/** What a job names, and the trace it is part of. */
interface Wanted {
  readonly keys: readonly ContactKey[];
  readonly from: Asker;
}

export interface RouterDependencies {
  readonly database: Database;
  readonly bus: Bus;
  readonly newId: NewId;
  readonly now: () => number;
  readonly log: RouterLog;
  readonly measure?: WorkMeasure | undefined;
}

export interface Router {
  /** Takes no new work and resolves once what is in hand is committed. */
  stop(): Promise<void>;
}

/** Takes `inbound` jobs and routes what waits at their contact points. */
export async function startRouter(dependencies: RouterDependencies): Promise<Router> {
  const { database, bus, now, log } = dependencies;
  const configuration = createConfigurationCache(database, bus.wake, now);
  const aliases = new KnownAliases();

  async function route(keys: readonly ContactKey[], limit: number): Promise<RoutedPoints> {
    const routed = await routeContactPoints(database, keys, limit, await configuration.get(), {
      ...dependencies,
      aliases,
    });
    if (routed.rows > 0) bus.wake.publish("outbox");
    const routedAt = now();
    dependencies.measure?.routed(
      routed.arrivals.map(({ channel, receivedAt }) => ({
        channel,
        waitedMs: routedAt - receivedAt,
      })),
    );
    const { loops, held, forged } = routed.marks;
    if (loops + held + forged > 0) log.warn("mail set aside", { loops, held, forged });
    void bus.jobs.nudge("assign", routed.queueIds);
    void bus.jobs.nudge("deliver", routed.messageIds);
    void bus.jobs.nudge("media", routed.filedIds);
    void bus.jobs.nudge("inbound", routed.settledKeys);
    void bus.jobs.nudge(
      "due",
      routed.linkIds.map((id) => nameOfDue({ kind: "link", id })),
    );
    for (const due of routed.dues) void bus.jobs.nudgeAt("due", [nameOfDue(due)], due.at);
    return routed;
  }

  async function routeAll(keys: readonly ContactKey[]): Promise<void> {
    while ((await route(keys, ROWS_PER_TRANSACTION_MAX)).more);
  }

  /**
   * A batch that fails is tried one contact point at a time, and a contact point that fails one
   * message at a time: what cannot be routed is parked and delays nobody (invariant 7).
   */
  async function routeOrIsolate(keys: readonly ContactKey[]): Promise<void> {
    try {
      await routeAll(keys);
    } catch (error) {
      if (isTransient(error)) throw error;
      log.warn("batch not routed, trying each contact point alone", {
        contactPoints: keys.length,
        error: error instanceof Error ? error.name : "unknown",
      });
      for (const key of keys) {
        await routeAll([key]).catch(async (alone: unknown) => {
          if (isTransient(alone)) throw alone;
          await parkOneByOne(database, key, route, log);
        });
      }
    }
  }

  const batches = createGroupCommit<Wanted, true>({
    // One transaction at a time: what arrives meanwhile makes the next one larger, and one large
    // one costs half of two small ones side by side. More routers are more processes.
    lanes: 1,
    batchMax: JOBS_AT_ONCE,
    waitingMax: WAITING_MAX,
    commit: async (requests) => {
      const keys = [...new Set(requests.flatMap((wanted) => wanted.keys))];
      const askers = requests.map(({ from }) => from);
      await goOn(askers, "route", async (span) => {
        span?.setAttribute("circuito.contact_points", keys.length);
        await routeOrIsolate(keys);
      });
      return requests.map(() => true as const);
    },
  });
  await bus.jobs.work("inbound", { concurrency: JOBS_AT_ONCE }, async (keys) => {
    crashPoint("R1");
    await batches.add({ keys, from: asker() });
    crashPoint("R4");
  });
  return {
    async stop() {
      await batches.idle();
      configuration.close();
    },
  };
}
