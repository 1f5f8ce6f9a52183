import { startRouter } from "../inbound-router.ts";
import { createRouterWorld, type RouterWorld, silentLog, sms } from "../testing/router-world.ts";
import { startWatchdog, type Watchdog } from "./watchdog.ts";

const redisUrl = process.env.TEST_REDIS_URL;
const LOOK_MS = 100;

let world: RouterWorld;
let watchdog: Watchdog | undefined;
afterEach(async () => {
  await watchdog?.stop();
  await world[Symbol.asyncDispose]();
});

describe.each([
  ["PostgreSQL", false],
  ["Redis", true],
])("jobs on %s", (_, onRedis) => {
  const run = onRedis && redisUrl === undefined ? test.skip : test;
  const errors: string[] = [];
  const log = { ...silentLog, error: (fact: string) => void errors.push(fact) };
  beforeEach(async () => {
    errors.length = 0;
    world = await createRouterWorld(onRedis && redisUrl !== undefined ? { redisUrl } : {});
  });

  run("a worker that takes nothing more is told of once, with one line", async () => {
    let letGo: () => void = () => {};
    const stuck = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await world.bus.jobs.work("inbound", { concurrency: 1 }, () => stuck);
    await world.receive(sms("one", "oi"));
    let calls = 0;
    await new Promise<void>((resolve) => {
      const onStuck = (): void => {
        calls += 1;
        resolve();
      };
      watchdog = startWatchdog({ ...world, log, onStuck, everyMs: LOOK_MS });
    });
    expect(world.bus.jobs.counts("inbound").taken).toBe(1);
    expect(errors).toEqual(["the router takes no jobs although rows wait and jobs are there"]);
    await watchdog?.stop();
    expect(calls).toBe(1);
    letGo();
  });

  run(
    "a row that a sweeper lost is brought by the watchdog itself, and nobody is suspected",
    async () => {
      const router = await startRouter({ ...world, log: silentLog });
      const stuck = jest.fn();
      watchdog = startWatchdog({ ...world, log, onStuck: stuck, everyMs: LOOK_MS });
      await world.receive(sms("one", "oi"));
      await world.routed();
      await world.database.pool.query(
        "update ledger set state = 'accepted', message_id = null, received_at = now() - interval '1 hour'",
      );
      await world.database.pool.query("delete from outbox; update messages set ledger_id = null");
      await world.routed();
      expect(stuck).not.toHaveBeenCalled();
      await router.stop();
    },
  );
});
