import {
  createPostgresBackend,
  Queue,
  type QueueOptions,
  runMigrations,
  Worker,
  type WorkerOptions,
  withBackend,
} from "bullmq";
import { Redis } from "ioredis";
import pg from "pg";
import type { BusLog } from "./log.ts";

/** BullMQ's tables live apart from ours in the same database. */
const JOBS_SCHEMA = "jobs";
/** Each BullMQ object on PostgreSQL has a pool of its own; nudges are few, so small ones do. */
const POOL_CONNECTIONS_MAX = 3;

/**
 * A question to Redis that is not answered by then will not be: the connection is dead, and nobody said
 * so. It is closed and made anew.
 */
export const REDIS_ANSWER_MS = 5_000;
/** So long a worker's question may wait for a job before Redis answers it with none (BullMQ). */
const JOB_WAIT_MS_MAX = 10_000;

/** The one place that knows which of BullMQ's two backends is in use. */
export interface Backend {
  readonly name: "redis" | "postgres";
  queue(name: string, options: Omit<QueueOptions, "connection">): Queue;
  worker(
    name: string,
    processor: (job: { readonly data: unknown }) => Promise<void>,
    options: Omit<WorkerOptions, "connection">,
  ): Worker;
  close(): Promise<void>;
}

/** Brings the tables of BullMQ's PostgreSQL backend up to date. Must run before any worker starts. */
export async function migrateJobs(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await runMigrations(client, JOBS_SCHEMA);
  } finally {
    await client.end();
  }
}

export function postgresBackend(databaseUrl: string): Backend {
  const bound = withBackend(createPostgresBackend);
  const connection = {
    connectionString: databaseUrl,
    schema: JOBS_SCHEMA,
    max: POOL_CONNECTIONS_MAX,
    keepAlive: true,
    application_name: "circuito jobs",
  };
  return {
    name: "postgres",
    queue: (name, options) => new bound.Queue(name, { ...options, connection }) as unknown as Queue,
    worker: (name, processor, options) =>
      new bound.Worker(name, processor, { ...options, connection }) as unknown as Worker,
    close: async () => {},
  };
}

export class RedisUnfit extends Error {
  override readonly name = "RedisUnfit";
}

/**
 * Connects to Redis and refuses one that may evict: under any policy but `noeviction` BullMQ loses
 * jobs silently when memory runs out.
 */
export async function redisBackend(
  redisUrl: string,
  namespace: string,
  log: BusLog,
  answerMs: number = REDIS_ANSWER_MS,
): Promise<Backend> {
  // A producer must fail at once while Redis is away: nobody waits for a nudge.
  const producers = new Redis(redisUrl, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    lazyConnect: true,
    socketTimeout: answerMs,
  });
  // Workers wait for as long as it takes; BullMQ requires the null.
  const workers = new Redis(redisUrl, {
    maxRetriesPerRequest: null,
    lazyConnect: true,
    socketTimeout: JOB_WAIT_MS_MAX + answerMs,
  });
  for (const client of [producers, workers]) {
    client.on("error", (error: Error) =>
      log.warn("redis connection trouble", { error: error.message }),
    );
  }
  await Promise.all([producers.connect(), workers.connect()]);
  await refuseEviction(producers, async () => {
    producers.disconnect();
    workers.disconnect();
  });
  return {
    name: "redis",
    queue: (name, options) =>
      new Queue(name, { ...options, prefix: namespace, connection: producers }),
    worker: (name, processor, options) =>
      new Worker(name, processor, { ...options, prefix: namespace, connection: workers }),
    close: async () => {
      producers.disconnect();
      workers.disconnect();
    },
  };
}

async function refuseEviction(client: Redis, giveUp: () => Promise<void>): Promise<void> {
  const policy = /^maxmemory_policy:(\S+)/m.exec(await client.info("memory"))?.[1];
  if (policy === "noeviction") return;
  await giveUp();
  throw new RedisUnfit(
    `redis has maxmemory-policy ${policy ?? "unknown"}, which may drop jobs; set it to noeviction`,
  );
}
