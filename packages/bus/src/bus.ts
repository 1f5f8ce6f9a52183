import type { Queue, Telemetry, Worker } from "bullmq";
import { z } from "zod";
import { type Backend, postgresBackend, redisBackend } from "./backend.ts";
import { createFailedJobs, type FailedJobs } from "./failed-jobs.ts";
import { createFarNudges, type FarNudges } from "./far-nudges.ts";
import { JOB_KINDS, type JobKind } from "./job-kinds.ts";
import type { BusLog } from "./log.ts";
import { createNudger, type Nudger } from "./nudger.ts";
import { createWake, type Wake } from "./wake.ts";

export interface Bus {
  readonly jobs: Jobs;
  /** Jobs given up after their attempts, for people to look at. */
  readonly failed: FailedJobs;
  readonly wake: Wake;
  readonly backend: Backend["name"];
  /** When a canary job last ran anywhere in the fleet, as this process heard it. */
  canary(): { readonly lastRanAt: number | undefined };
  /** Finishes the jobs in hand, then lets go of every connection. */
  close(): Promise<void>;
}

/** What this process saw of one kind since it started. */
export interface JobCounts {
  /** Jobs that it put in. */
  readonly placed: number;
  /** Jobs that it began. */
  readonly taken: number;
}

export interface Jobs {
  counts(kind: JobKind): JobCounts;
  /** Says "look at these". Never rejects: a lost nudge costs latency only. */
  nudge(kind: JobKind, ids: readonly string[]): Promise<void>;
  /**
   * Says "look at these then". Never rejects, and may be lost as any nudge: whoever looks asks the
   * rows whether it is time. What is more than a minute away comes up to a second late, with others.
   * @param at ms since epoch
   */
  nudgeAt(kind: JobKind, ids: readonly string[], at: number): Promise<void>;
  /**
   * Runs `handler` for every nudge of the kind; resolves once jobs are being taken. The handler must
   * be idempotent against the database: a job may run again after a crash, or twice at once.
   */
  work(
    kind: JobKind,
    options: { readonly concurrency: number },
    handler: (ids: readonly string[]) => Promise<void>,
  ): Promise<void>;
}

/** A dead worker's job runs elsewhere after these: BullMQ's defaults took a minute (promises §1.2). */
const LOCK_MS = 10_000;
const STALLED_CHECK_MS = 5_000;
/** Deploys in a row must not fail a job; its rows would wait for the sweeper. */
const STALLED_MAX = 10;
/** Three canaries within the 30 s that readiness allows. */
const CANARY_EVERY_MS = 10_000;

const nudge = z.object({ ids: z.array(z.string()) });

/**
 * Connects to the jobs' backend: Redis when a URL is given, else PostgreSQL.
 * @throws RedisUnfit when Redis may evict; connection errors when nobody answers: start again later
 */
export async function createBus(options: {
  readonly redisUrl?: string | undefined;
  readonly databaseUrl: string;
  /** Keeps installations that share a Redis apart: its id. On PostgreSQL the database does that. */
  readonly namespace: string;
  readonly log: BusLog;
  readonly now?: () => number;
  /** How long Redis may take to answer before a connection counts as dead, ms; tests wait less. */
  readonly redisAnswerMs?: number;
  /** Carries traces from whoever nudges to whoever works; absent where nobody reads any. */
  readonly telemetry?: Telemetry | undefined;
}): Promise<Bus> {
  const { log, now = Date.now } = options;
  const traced = options.telemetry && { telemetry: options.telemetry };
  const backend = options.redisUrl
    ? await redisBackend(options.redisUrl, options.namespace, log, options.redisAnswerMs)
    : postgresBackend(options.databaseUrl);
  const wake = await createWake(options);

  const queues = new Map<JobKind, Queue>();
  const nudgers = new Map<JobKind, Nudger>();
  const farNudges = new Map<JobKind, FarNudges>();
  const counts = new Map(JOB_KINDS.map((kind) => [kind, { placed: 0, taken: 0 }]));
  const count = (kind: JobKind, what: keyof JobCounts): void => {
    const of = counts.get(kind);
    if (of) of[what] += 1;
  };
  for (const kind of JOB_KINDS) {
    const queue = backend.queue(`circuito-${kind}`, { ...traced });
    queue.on("error", (error) => log.warn("jobs trouble", { kind, error: error.message }));
    await queue.waitUntilReady();
    queues.set(kind, queue);
    const nudger = createNudger(queue, log, () => count(kind, "placed"));
    nudgers.set(kind, nudger);
    farNudges.set(
      kind,
      createFarNudges(now, (ids, at) => nudger.nudgeIn(ids, at - now())),
    );
  }
  const workers: Worker[] = [];

  let canaryRanAt: number | undefined;
  wake.subscribe("canary", () => {
    canaryRanAt = now();
  });

  const jobs: Jobs = {
    counts: (kind) => ({ placed: 0, taken: 0, ...counts.get(kind) }),
    nudge: async (kind, ids) => nudgers.get(kind)?.nudge(ids),
    async nudgeAt(kind, ids, at) {
      if (farNudges.get(kind)?.add(ids, at)) return;
      const inMs = at - now();
      await (inMs <= 0 ? nudgers.get(kind)?.nudge(ids) : nudgers.get(kind)?.nudgeIn(ids, inMs));
    },
    async work(kind, { concurrency }, handler) {
      const worker = backend.worker(
        `circuito-${kind}`,
        async (job) => {
          count(kind, "taken");
          await handler(nudge.parse(job.data).ids);
        },
        {
          concurrency,
          autorun: false,
          lockDuration: LOCK_MS,
          stalledInterval: STALLED_CHECK_MS,
          maxStalledCount: STALLED_MAX,
          ...traced,
        },
      );
      worker.on("error", (error) => log.warn("worker trouble", { kind, error: error.message }));
      worker.on("failed", (_, error) => log.warn("job failed", { kind, error: error.message }));
      // Rejects when the schema is missing or nobody answers; without it a PostgreSQL worker would
      // spin or sleep for ever (setup §2.3).
      await worker.waitUntilReady();
      void worker.run();
      workers.push(worker);
    },
  };

  const canaryTimer = setInterval(() => {
    if (workers.length > 0) void jobs.nudge("canary", ["canary"]);
  }, CANARY_EVERY_MS);
  canaryTimer.unref();

  return {
    jobs,
    failed: createFailedJobs(queues),
    wake,
    backend: backend.name,
    canary: () => ({ lastRanAt: canaryRanAt }),
    async close() {
      clearInterval(canaryTimer);
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all([...farNudges.values()].map((far) => far.flush()));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await wake.close();
      await backend.close();
    },
  };
}

/** Takes canary jobs and tells everybody: every process that works does this. */
export async function keepCanary(bus: Bus): Promise<void> {
  await bus.jobs.work("canary", { concurrency: 1 }, async () => bus.wake.publish("canary"));
  await bus.jobs.nudge("canary", ["canary"]);
}
