import { type AgentId, asId } from "@circuito/domain";
import { databaseNow, type FleetClock, findDue, schema, startFleetClock } from "@circuito/store";
import { offerTimeOuts } from "../due/offer-time-outs.ts";
import { startRouter } from "../inbound-router.ts";
import { createRouterWorld, type RouterWorld, silentLog, sms } from "../testing/router-world.ts";
import { serveQueue } from "./serve-queue.ts";

const MINUTES_MS = 60_000;

let world: RouterWorld;
const clocks: FleetClock[] = [];
beforeEach(async () => {
  world = await createRouterWorld();
  await startRouter({ ...world, log: silentLog });
});
afterEach(async () => {
  for (const clock of clocks.splice(0)) clock.stop();
  await world[Symbol.asyncDispose]();
});

async function clock(aheadMs: number): Promise<FleetClock> {
  const started = await startFleetClock(world.database.pool, () => Date.now() + aheadMs);
  clocks.push(started);
  return started;
}

async function addAgent(): Promise<AgentId> {
  const id = asId<AgentId>(world.newId());
  await world.database.drizzle.insert(schema.agents).values({
    id,
    name: "Ana",
    email: `${id}@example.com`,
    passwordHash: "-",
    role: "agent",
    wanted: "available",
    seenAt: Date.now(),
  });
  await world.database.drizzle
    .insert(schema.queueMembers)
    .values({ queueId: world.queueId, agentId: id });
  return id;
}

test.each([
  [-5, 5],
  [5, -5],
])(
  "an offer by a machine whose clock is %i minutes off is judged in time by one that is %i off",
  async (made, judged) => {
    const [maker, judge] = [await clock(made * MINUTES_MS), await clock(judged * MINUTES_MS)];
    await world.database.pool.query("update queues set offer_async_ms = 30000");
    await addAgent();
    await world.receive(sms("1", "oi"));
    await world.routed();
    expect(await serveQueue(world, world.queueId, maker.now())).toMatchObject({ offered: 1 });
    const inSeconds = async (seconds: number) => {
      const due = await findDue(world.database.pool, judge.now() + seconds * 1_000, 10);
      const ids = due.flatMap(({ kind, id }) => (kind === "offer" ? [id] : []));
      await offerTimeOuts({ ...world, now: () => judge.now() + seconds * 1_000 })(ids);
      const { rows } = await world.database.pool.query("select state from offers");
      return rows[0].state;
    };
    expect(await inSeconds(20)).toBe("pending");
    expect(await inSeconds(40)).toBe("missed");
  },
);

test("a clock that is set while we run is the database's again; one that agrees is left alone", async () => {
  let aheadMs = 0;
  const fleet = await startFleetClock(world.database.pool, () => Date.now() + aheadMs);
  clocks.push(fleet);
  const off = async () => Math.abs(fleet.now() - (await databaseNow(world.database.pool)));
  aheadMs = 120 * MINUTES_MS;
  await fleet.compare();
  expect(await off()).toBeLessThan(2_000);
  aheadMs = -60 * MINUTES_MS;
  await fleet.compare();
  expect(await off()).toBeLessThan(2_000);
  aheadMs = 0;
  await fleet.compare();
  const own = Date.now();
  expect(fleet.now() - own).toBeLessThan(100);
});
