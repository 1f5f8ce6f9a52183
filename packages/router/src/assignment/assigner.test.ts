import type { Bus } from "@circuito/bus";
import { type AgentId, asId } from "@circuito/domain";
import { lockAgent, schema } from "@circuito/store";
import { startRouter } from "../inbound-router.ts";
import { createRouterWorld, type RouterWorld, silentLog, sms } from "../testing/router-world.ts";
import { startAssigner } from "./assigner.ts";
import { serveQueue } from "./serve-queue.ts";

let world: RouterWorld;
beforeEach(async () => {
  world = await createRouterWorld();
  await startRouter({ ...world, log: silentLog });
});
afterEach(() => world[Symbol.asyncDispose]());

async function addAgent(
  name: string,
  more: Partial<typeof schema.agents.$inferInsert> = {},
): Promise<AgentId> {
  const id = asId<AgentId>(world.newId());
  await world.database.drizzle.insert(schema.agents).values({
    id,
    name,
    email: `${name}@example.com`,
    passwordHash: "-",
    role: "agent",
    capacity: 3,
    wanted: "available",
    seenAt: Date.now(),
    ...more,
  });
  await world.database.drizzle
    .insert(schema.queueMembers)
    .values({ queueId: world.queueId, agentId: id });
  return id;
}

async function arrivals(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const from = `tel:+55119000001${i.toString().padStart(2, "0")}` as const;
    await world.receive(sms(`arrival-${i}`, `${i}`, { from }));
    // One after the other, so that no two arrive in the same millisecond.
    await world.routed();
  }
}

async function serve(): Promise<number> {
  let given = 0;
  for (;;) {
    const served = await serveQueue(world, world.queueId, Date.now());
    given += served.given;
    if (!served.more) return given;
  }
}

interface Row {
  readonly preview: string;
  readonly assignee_id: string | null;
  readonly epoch: number;
}

async function conversations(): Promise<readonly Row[]> {
  const { rows } = await world.database.pool.query<Row>(
    "select preview, assignee_id, epoch from conversations order by arrived_at, id",
  );
  return rows;
}

test("two agents of capacity three get six of ten in order; one release brings the oldest of the rest", async () => {
  await addAgent("ana");
  await addAgent("bia");
  await arrivals(10);
  expect(await serve()).toBe(6);
  const rows = await conversations();
  expect(rows.map((r) => r.assignee_id !== null)).toEqual([
    ...Array(6).fill(true),
    ...Array(4).fill(false),
  ]);
  await world.database.pool.query(
    "update conversations set status = 'resolved', resolved_at = now() where preview = '2'",
  );
  expect(await serve()).toBe(1);
  const after = await conversations();
  expect(after.find((r) => r.preview === "6")?.assignee_id).not.toBeNull();
  expect(after.find((r) => r.preview === "7")?.assignee_id).toBeNull();
});

test("many rounds at once never give a conversation twice nor an agent too much", async () => {
  const agents = [await addAgent("ana"), await addAgent("bia"), await addAgent("caio")];
  await arrivals(20);
  await Promise.all(Array.from({ length: 12 }, serve));
  const rows = await conversations();
  for (const agent of agents) {
    expect(rows.filter((r) => r.assignee_id === agent)).toHaveLength(3);
  }
  expect(rows.filter((r) => r.assignee_id !== null).every((r) => r.epoch === 1)).toBe(true);
});

test("nobody away, unreachable or gone gets anything", async () => {
  await addAgent("away", { wanted: "away" });
  await addAgent("lost", { seenAt: Date.now() - 120_000 });
  await addAgent("gone", { disabledAt: Date.now() });
  await arrivals(1);
  expect(await serve()).toBe(0);
});

test("an arrival is given without anybody asking, and the reason is kept", async () => {
  await startAssigner(world);
  const ana = await addAgent("ana");
  await arrivals(1);
  const deadline = Date.now() + 10_000;
  while ((await conversations())[0]?.assignee_id !== ana) {
    if (Date.now() > deadline) throw new Error("never assigned");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const { rows } = await world.database.pool.query(
    "select because, data from activities where kind = 'assigned'",
  );
  expect(rows).toEqual([
    {
      because: "longest-idle",
      data: { agentId: ana, candidates: [{ agentId: ana, because: "eligible" }] },
    },
  ]);
});

test("whoever has given something waits for no more agents: one of them may be claiming just that", async () => {
  await addAgent("ana", { capacity: 1, skills: { x: 1 } });
  const bia = await addAgent("bia", { capacity: 1 });
  await arrivals(51);
  // A whole head that only Ana may have, and behind it one for Bia.
  await world.database.pool.query(
    `update conversations set required_skills = '{"x":1}' where preview <> '50'`,
  );
  const [first] = await world.database.transaction(async ({ client }) => {
    await lockAgent(client, bia);
    return [await serveQueue(world, world.queueId, Date.now())];
  });
  expect(first).toMatchObject({ given: 1, more: true });
  expect(await serve()).toBe(1);
  expect((await conversations()).at(-1)?.assignee_id).toBe(bia);
});

test("a queue that cannot be served holds up none of those behind it", async () => {
  await arrivals(1);
  const ana = await addAgent("ana");
  let take: (names: readonly string[]) => Promise<void> = async () => {};
  const jobs: Bus["jobs"] = {
    ...world.bus.jobs,
    work: async (_kind, _options, handler) => {
      take = handler;
    },
  };
  await startAssigner({ ...world, bus: { ...world.bus, jobs } });
  await expect(take(["no queue at all", world.queueId])).rejects.toThrow();
  expect((await conversations())[0]?.assignee_id).toBe(ana);
});

test("conversations are given in the order in which a router takes them, whatever theirs is in the queue", async () => {
  await addAgent("ana");
  await arrivals(2);
  const { pool } = world.database;
  await pool.query("update conversations set priority = 5 where preview = '1'");
  const locking = "select from conversations where preview = $1 for update";
  const given = await world.database.transaction(async ({ client }) => {
    await client.query(locking, ["0"]);
    const round = serve();
    const waits =
      "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    while ((await pool.query(waits)).rowCount === 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await client.query("set local lock_timeout = 500");
    await client.query(locking, ["1"]);
    return { round };
  });
  expect(await given.round).toBe(2);
});
