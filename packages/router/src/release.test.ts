import { listLedger, readBalance, releaseRow } from "@circuito/store";
import { startRouter } from "./inbound-router.ts";
import { createRouterWorld, type RouterWorld, silentLog, sms } from "./testing/router-world.ts";

const redisUrl = process.env.TEST_REDIS_URL;
let world: RouterWorld;
afterEach(() => world[Symbol.asyncDispose]());

async function balance(): Promise<unknown> {
  const [row] = await readBalance(world.database.pool);
  return row;
}

describe.each([
  ["PostgreSQL", false],
  ["Redis", true],
])("jobs on %s", (_, onRedis) => {
  const run = onRedis && redisUrl === undefined ? test.skip : test;

  run(
    "a released message is routed at once, behind what came meanwhile; the ledger balances",
    async () => {
      world = await createRouterWorld(onRedis && redisUrl !== undefined ? { redisUrl } : {});
      const { pool } = world.database;
      await world.receive(sms("first", "one"));
      await pool.query("update ledger set state = 'parked', reason = 'a defect of ours'");
      const router = await startRouter({ ...world, log: silentLog });
      await world.receive(sms("second", "two"));
      await world.routed();
      expect(await balance()).toMatchObject({ received: 2, routed: 1, parked: 1, difference: 0 });

      const parked = (await listLedger(pool, { state: "parked" }, undefined, 9)).items[0];
      const released = await releaseRow(pool, parked?.id ?? "", { by: "agent-1", name: "Sofia" });
      if (released.outcome !== "released") throw new Error(released.outcome);
      expect(await balance()).toMatchObject({ parked: 0, difference: 0 });
      await world.bus.jobs.nudge("inbound", [released.contactKey]);
      await world.routed();

      const { rows } = await pool.query("select text from messages order by seq");
      expect(rows.map(({ text }) => text)).toEqual(["two", "one"]);
      expect(await balance()).toMatchObject({ routed: 2, parked: 0, inFlight: 0, difference: 0 });
      const row = (await listLedger(pool, { externalId: "first" }, undefined, 1)).items[0];
      expect(row).toMatchObject({
        state: "routed",
        released: { by: "agent-1", name: "Sofia", from: "parked", reason: "a defect of ours" },
      });
      await router.stop();
    },
  );
});

test("of what was erased there is nothing to let in", async () => {
  world = await createRouterWorld();
  const { pool } = world.database;
  await world.receive(sms("gone", "one"));
  await pool.query(
    "update ledger set state = 'suppressed', reason = 'loop', element = '{}', external_id = 'erased:0a'",
  );
  const [row] = (await listLedger(pool, {}, undefined, 9)).items;
  expect(await releaseRow(pool, row?.id ?? "", { by: "agent-1", name: "Sofia" })).toEqual({
    outcome: "unreadable",
  });
  expect(await balance()).toMatchObject({ suppressed: 1, difference: 0 });
});
