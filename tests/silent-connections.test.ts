import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { createBus } from "../packages/bus/src/index.ts";
import { makePrng, TcpProxy } from "../packages/lab/src/index.ts";
import { isTransient, openDatabase } from "../packages/store/src/index.ts";
import { createTestDatabase } from "../packages/store/src/testing/index.ts";

/**
 * Connections that are dead without a word: a firewall has forgotten them, a host has gone. Nothing ends
 * them but our own patience, and without it everything behind them waits for ever.
 */
const ANSWER_MS = 500;
const redisUrl = process.env.TEST_REDIS_URL && new URL("/11", process.env.TEST_REDIS_URL).href;
const whenRedis = redisUrl === undefined ? test.skip : test;
const LOOK_EVERY_MS = 50;
/** A worker asks for so long before it doubts; then it connects anew. On a busy machine twice that. */
const JOB_PATIENCE_MS = 45_000;

async function proxyTo(url: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(url);
  const target = { host: hostname, port: Number(port) };
  return TcpProxy.start({ target, prng: makePrng("silent", "connections") });
}

test("a query on a dead connection fails as one to try again, and the next one has a new connection", async () => {
  await using store = await createTestDatabase();
  await using proxy = await proxyTo(store.url);
  const database = openDatabase({
    url: proxy.through(store.url),
    connectionsMax: 2,
    applicationName: "silent",
    answerTimeoutMs: ANSWER_MS,
  });
  try {
    await database.pool.query("select 1");
    proxy.silence();
    const failure = await database.pool.query("select 2").catch((error: unknown) => error);
    expect(isTransient(failure)).toBe(true);
    expect((await database.pool.query("select 3 as n")).rows).toEqual([{ n: 3 }]);
  } finally {
    await database.close();
  }
});

test("a transaction on a dead connection is given up, and its connection with it", async () => {
  await using store = await createTestDatabase();
  await using proxy = await proxyTo(store.url);
  const database = openDatabase({
    url: proxy.through(store.url),
    connectionsMax: 1,
    applicationName: "silent",
    answerTimeoutMs: ANSWER_MS,
  });
  try {
    const failure = await database
      .transaction(async ({ client }) => {
        await client.query("select 1");
        proxy.silence();
        await client.query("select 2");
      })
      .catch((error: unknown) => error);
    expect(isTransient(failure)).toBe(true);
    const again = await database.transaction(async ({ client }) => client.query("select 3 as n"));
    expect(again.rows).toEqual([{ n: 3 }]);
  } finally {
    await database.close();
  }
});

whenRedis(
  "jobs are taken and processes hear of each other again after every connection to Redis died",
  async () => {
    const url = redisUrl ?? "";
    await using proxy = await proxyTo(url);
    const options = {
      databaseUrl: "",
      namespace: `silent-${randomUUID()}`,
      log: { info: () => {}, warn: () => {}, error: () => {} },
      redisAnswerMs: ANSWER_MS,
    };
    // Only one of the two is behind the proxy: the other says what is to be heard.
    const bus = await createBus({ ...options, redisUrl: proxy.through(url) });
    const other = await createBus({ ...options, redisUrl: url });
    try {
      const taken = new Set<string>();
      let heard = 0;
      bus.wake.subscribe("volatile", () => heard++);
      await bus.jobs.work("inbound", { concurrency: 1 }, async (ids) => {
        for (const id of ids) taken.add(id);
      });
      await until(async () => {
        await bus.jobs.nudge("inbound", ["before"]);
        return taken.has("before");
      });
      proxy.silence();
      let told = 0;
      await until(async () => {
        await bus.jobs.nudge("inbound", ["after"]);
        other.wake.publish("volatile", String(told++));
        return taken.has("after") && heard > 0;
      });
    } finally {
      await bus.close();
      await other.close();
    }
  },
  JOB_PATIENCE_MS + 15_000,
);

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const endsAtMs = performance.now() + JOB_PATIENCE_MS; !(await isSo()); ) {
    if (performance.now() > endsAtMs) throw new Error("it did not come about in time");
    await pause(LOOK_EVERY_MS);
  }
}
