import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { Redis } from "ioredis";
import { type Bus, createBus, keepCanary } from "./bus.ts";
import { createJobsDatabase } from "./testing/jobs-database.ts";

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const redisUrl = process.env.TEST_REDIS_URL;
const backends = [
  ["PostgreSQL", false],
  ["Redis", true],
] as const;

/** Long enough for a slow machine, short enough to fail a test. */
const PATIENCE_MS = 15_000;

async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe.each(backends)("the bus on %s", (name, onRedis) => {
  if (onRedis && redisUrl === undefined) {
    test.skip("Redis is not on this machine", () => {});
    return;
  }
  const namespace = `test-${randomUUID()}`;
  let database: Awaited<ReturnType<typeof createJobsDatabase>>;
  const open: Bus[] = [];
  async function join(now = Date.now): Promise<Bus> {
    const bus = await createBus({
      now,
      databaseUrl: database.url,
      redisUrl: onRedis ? redisUrl : undefined,
      namespace,
      log: silent,
    });
    open.push(bus);
    return bus;
  }
  beforeAll(async () => {
    database = await createJobsDatabase();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((bus) => bus.close()));
  });
  afterAll(() => database.drop());

  test("uses that backend", async () => {
    expect((await join()).backend).toBe(name === "Redis" ? "redis" : "postgres");
  });

  test("a job that was given up is listed with why, runs again when asked, and can be forgotten", async () => {
    const bus = await join();
    let isBroken = true;
    const ran: string[] = [];
    await bus.jobs.work("media", { concurrency: 1 }, async (ids) => {
      if (isBroken) throw new Error("the store is away");
      ran.push(...ids);
    });
    await bus.jobs.nudge("media", ["one", "two"]);
    const listed = async () => (await bus.failed.list()).filter(({ kind }) => kind === "media");
    const deadline = Date.now() + PATIENCE_MS;
    while ((await listed()).length === 0) {
      if (Date.now() > deadline) throw new Error("never: the job was given up");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const [job] = await listed();
    expect(job).toMatchObject({ attempts: 3, error: "the store is away", subjects: 2 });
    isBroken = false;
    expect(await bus.failed.retry("media", job?.id ?? "")).toBe("retried");
    await until(() => ran.length === 2, "it ran again");
    expect(await listed()).toEqual([]);
    expect(await bus.failed.retry("media", job?.id ?? "")).toBe("not-found");
    expect(await bus.failed.remove("media", "nothing")).toBe("not-found");
  });

  test("what is nudged together is one job, and every id arrives in another process", async () => {
    const [here, there] = [await join(), await join()];
    const jobs: (readonly string[])[] = [];
    await there.jobs.work("inbound", { concurrency: 4 }, async (ids) => {
      jobs.push(ids);
    });
    await Promise.all(
      Array.from({ length: 100 }, (_, i) => here.jobs.nudge("inbound", [`key-${i % 50}`])),
    );
    await until(() => new Set(jobs.flat()).size === 50, "all ids");
    expect(jobs.length).toBeLessThanOrEqual(3);
  });

  test("what is to come much later shares a job with what comes within the same second", async () => {
    const began = Date.now();
    let passedMs = 0;
    const bus = await join(() => began + passedMs);
    const taken: (readonly string[])[] = [];
    await bus.jobs.work("due", { concurrency: 4 }, async (ids) => {
      taken.push(ids);
    });
    const at = Math.ceil((began + 120_000) / 1_000) * 1_000;
    await bus.jobs.nudgeAt("due", ["one"], at - 900);
    await bus.jobs.nudgeAt("due", ["two", "one"], at);
    await bus.jobs.nudgeAt("due", ["later"], at + 1);
    await bus.jobs.nudgeAt("due", ["soon"], began + 10);
    expect(bus.jobs.counts("due").placed).toBe(1);
    // When they are placed, their time has come.
    passedMs = 122_000;
    await until(() => taken.flat().length === 4, "all of them");
    expect(taken.map((ids) => [...ids].sort())).toEqual(
      expect.arrayContaining([["soon"], ["one", "two"], ["later"]]),
    );
  });

  test("what was gathered for later is placed before its process ends", async () => {
    let passedMs = 0;
    const ending = await join(() => Date.now() + passedMs);
    await ending.jobs.nudgeAt("due", ["one"], Date.now() + 90_000);
    expect(ending.jobs.counts("due").placed).toBe(0);
    passedMs = 100_000;
    await ending.close();
    open.splice(open.indexOf(ending), 1);
    const other = await join();
    const taken: string[] = [];
    await other.jobs.work("due", { concurrency: 1 }, async (ids) => {
      taken.push(...ids);
    });
    await until(() => taken.length > 0, "it came");
    expect(taken).toEqual(["one"]);
  });

  test("a job whose handler fails runs again", async () => {
    const bus = await join();
    let runs = 0;
    await bus.jobs.work("assign", { concurrency: 1 }, async () => {
      runs += 1;
      if (runs === 1) throw new Error("not yet");
    });
    await bus.jobs.nudge("assign", ["queue"]);
    await until(() => runs === 2, "second run");
  });

  test("a wake-up is heard everywhere, here only once", async () => {
    const [here, there] = [await join(), await join()];
    const heard: string[] = [];
    here.wake.subscribe("outbox", () => heard.push("here"));
    there.wake.subscribe("outbox", () => heard.push("there"));
    here.wake.publish("outbox");
    await until(() => heard.includes("there"), "wake-up");
    expect(heard.sort()).toEqual(["here", "there"]);
  });

  test("a canary runs as soon as somebody works", async () => {
    const bus = await join();
    expect(bus.canary().lastRanAt).toBeUndefined();
    await keepCanary(bus);
    await until(() => bus.canary().lastRanAt !== undefined, "canary");
  });
});

(redisUrl ? describe : describe.skip)("on Redis", () => {
  test("losing every key stops nothing: the next nudge is taken", async () => {
    const namespace = `test-${randomUUID()}`;
    const database = await createJobsDatabase();
    const bus = await createBus({ databaseUrl: database.url, redisUrl, namespace, log: silent });
    const seen: string[] = [];
    await bus.jobs.work("inbound", { concurrency: 2 }, async (ids) => {
      seen.push(...ids);
    });
    await bus.jobs.nudge("inbound", ["before"]);
    await until(() => seen.includes("before"), "first nudge");
    // Only our own keys: other tests share the server.
    const redis = new Redis(redisUrl ?? "");
    const keys = await redis.keys(`${namespace}*`);
    await redis.del(...keys);
    redis.disconnect();
    await bus.jobs.nudge("inbound", ["after"]);
    await until(() => seen.includes("after"), "nudge after the flush");
    await bus.close();
    await database.drop();
  });

  test("one that may evict is refused with the cure", async () => {
    const fake = await startFakeRedis("allkeys-lru");
    await expect(
      createBus({
        databaseUrl: "postgres://nobody@127.0.0.1:1/none",
        redisUrl: fake.url,
        namespace: "test",
        log: silent,
      }),
    ).rejects.toThrow(/maxmemory-policy allkeys-lru.*noeviction/);
    fake.close();
  });
});

/** Answers as much of the protocol as a client asks before we look at its memory policy. */
async function startFakeRedis(policy: string): Promise<{ url: string; close: () => void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("data", (data) => {
      const commands = data.toString().toLowerCase();
      for (const command of commands.match(/\*\d+\r\n\$\d+\r\n([a-z]+)/g) ?? []) {
        const isMemory = command.endsWith("info") && commands.includes("memory");
        const info = `redis_version:7.0.0\r\nloading:0\r\nmaxmemory_policy:${policy}\r\n`;
        if (isMemory || command.endsWith("info")) {
          socket.write(`$${info.length}\r\n${info}\r\n`);
        } else socket.write("+OK\r\n");
      }
    });
    socket.on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return {
    url: `redis://127.0.0.1:${port}`,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
