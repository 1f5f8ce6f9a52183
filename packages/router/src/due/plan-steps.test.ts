import { type AgentId, asId, type Plan, type QueueId } from "@circuito/domain";
import { findDue, schema, wakeSnoozed } from "@circuito/store";
import { startRouter } from "../inbound-router.ts";
import { createRouterWorld, type RouterWorld, silentLog, sms } from "../testing/router-world.ts";
import { planSteps } from "./plan-steps.ts";

let world: RouterWorld;
let directors: QueueId;
beforeEach(async () => {
  world = await createRouterWorld();
  directors = asId<QueueId>(world.newId());
  await world.database.drizzle
    .insert(schema.queues)
    .values({ id: directors, name: "Direcionamento", level: 1, role: "director", position: 2 });
  await world.database.pool.query(
    `update queues set relax_after_ms = 90000, overflow_after_ms = 300000, overflow_queue_id = $1
     where id <> $1`,
    [directors],
  );
  await startRouter({ ...world, log: silentLog });
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

const HOUR = 3_600_000;

/** Somebody who is there, and busy: what waits for them waits. */
async function addBusy(queueId: QueueId): Promise<void> {
  const id = asId<AgentId>(world.newId());
  await world.database.drizzle.insert(schema.agents).values({
    id,
    name: "Ana",
    email: `${id}@example.com`,
    passwordHash: "-",
    role: "agent",
    wanted: "busy",
    seenAt: Date.now() + 24 * HOUR,
  });
  await world.database.drizzle.insert(schema.queueMembers).values({ queueId, agentId: id });
}

async function arrive(): Promise<void> {
  await world.receive(sms("1", "oi"));
  await world.routed();
}

interface Row {
  readonly id: string;
  readonly queue_id: QueueId;
  readonly priority: number;
  readonly plan_step: number | null;
  readonly plan: Plan | null;
  readonly epoch: number;
}

async function row(): Promise<Row> {
  const { rows } = await world.database.pool.query<Row>("select * from conversations");
  const [only] = rows;
  if (!only) throw new Error("no conversation");
  return only;
}

/** How long from now its plan is looked at, rounded to seconds; `undefined`: never. */
async function dueInSeconds(): Promise<number | undefined> {
  const { rows } = await world.database.pool.query<{ s: number }>(
    "select round(extract(epoch from at - now()))::int as s from dues where kind = 'plan-step'",
  );
  return rows[0]?.s;
}

/** The plan is looked at when its time has come, whenever that is. */
async function look(): Promise<void> {
  const [due] = await findDue(world.database.pool, Date.now() + 24 * HOUR, 1);
  const { rows } = await world.database.pool.query<{ at: Date }>("select at from dues");
  const at = rows[0]?.at.getTime();
  if (!due || at === undefined) throw new Error("nothing is due");
  await planSteps({ ...world, now: () => at })([due.id]);
}

async function story(): Promise<readonly string[]> {
  const { rows } = await world.database.pool.query<{ kind: string; because: string }>(
    "select kind, because from activities order by id",
  );
  return rows.map(({ kind, because }) => `${kind}: ${because}`);
}

test("solvers, then whatever they know, then the directors, then the supervisors hear of it", async () => {
  await addBusy(world.queueId);
  await addBusy(directors);
  await arrive();
  expect(await dueInSeconds()).toBe(90);
  await look();
  expect(await row()).toMatchObject({
    queue_id: world.queueId,
    priority: 1,
    plan_step: 1,
    epoch: 0,
  });
  await look();
  expect(await row()).toMatchObject({
    queue_id: directors,
    priority: 1,
    plan_step: 2,
    epoch: 1,
  });
  await look();
  expect(await row()).toMatchObject({ queue_id: directors, plan_step: null, epoch: 1 });
  expect(await dueInSeconds()).toBeUndefined();
  expect(await story()).toEqual([
    "opened: no-rule-matched",
    "plan-step: wait-over",
    "overflowed: wait-over",
    "plan-over: plan-over",
  ]);
});

test("where nobody is logged in it goes at once to where somebody is", async () => {
  await addBusy(directors);
  await arrive();
  expect(await dueInSeconds()).toBeLessThanOrEqual(0);
  await look();
  expect(await row()).toMatchObject({ queue_id: directors });
  expect((await story()).at(-1)).toBe("overflowed: nobody-logged-in");
});

test("at night, with nobody anywhere, it keeps its place and nobody is told", async () => {
  await arrive();
  await look();
  await look();
  expect(await row()).toMatchObject({ queue_id: world.queueId, plan_step: null, plan: null });
  expect(await story()).toEqual(["opened: no-rule-matched"]);
  expect(await dueInSeconds()).toBeGreaterThan(0);
});

test("somebody has it by then: its plan is looked at in vain", async () => {
  await addBusy(world.queueId);
  await arrive();
  await world.database.pool.query("update conversations set status = 'resolved'");
  await look();
  expect(await row()).toMatchObject({ plan_step: null });
  expect(await dueInSeconds()).toBeUndefined();
});

test("an offer of what goes elsewhere is taken back", async () => {
  await addBusy(directors);
  await arrive();
  const { id } = await row();
  await world.database.pool.query(
    `insert into offers (id, conversation_id, agent_id, queue_id, channel, epoch, because,
       offered_at, expires_at)
     select $1, $2, a.id, $3, 'sms', 0, 'longest-idle', now(), now() + interval '1 minute'
     from agents a limit 1`,
    [world.newId(), id, world.queueId],
  );
  await look();
  const { rows } = await world.database.pool.query("select state, ended_because from offers");
  expect(rows).toEqual([{ state: "rescinded", ended_because: "elsewhere" }]);
});

test("solved after its plan was over, and open again: nobody may come a second time", async () => {
  await addBusy(world.queueId);
  await world.database.pool.query("update queues set overflow_queue_id = null");
  await arrive();
  await look();
  await look();
  expect((await story()).at(-1)).toBe("plan-over: plan-over");
  await world.database.pool.query(
    "update conversations set status = 'resolved', resolved_at = now(), waiting_since = null",
  );
  await world.receive(sms("2", "ainda não funciona, e agora?"));
  await world.routed();
  expect(await row()).toMatchObject({ status: "open", plan_step: null, plan: null });
  expect(await dueInSeconds()).toBeGreaterThan(60);
});

test("put off while it waited, and awake again: it waits as any other", async () => {
  await addBusy(world.queueId);
  await arrive();
  await world.database.pool.query("update conversations set status = 'snoozed'");
  await look();
  expect(await dueInSeconds()).toBeUndefined();
  await world.database.pool.query(
    "update conversations set snoozed_until = now() - interval '1 second'",
  );
  await world.database.transaction((tx) => wakeSnoozed(tx, 10, Date.now()));
  expect(await dueInSeconds()).toBeGreaterThan(60);
});

test("put off while it waited, and awake because its customer wrote: it waits as any other", async () => {
  await addBusy(world.queueId);
  await arrive();
  await world.database.pool.query(
    "update conversations set status = 'snoozed', snoozed_until = now() + interval '1 day'",
  );
  await look();
  await world.receive(sms("2", "alguém aí?"));
  await world.routed();
  expect(await row()).toMatchObject({ status: "open" });
  expect(await dueInSeconds()).toBeGreaterThan(60);
});
