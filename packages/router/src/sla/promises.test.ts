import { randomUUID } from "node:crypto";
import {
  type AgentId,
  asId,
  type ConversationId,
  type MessageId,
  type QueueId,
  type SlaPolicy,
} from "@circuito/domain";
import {
  addActivity,
  appendAuthoredMessage,
  findMovedStories,
  followerLagMs,
  rebasePolicy,
  savePolicy,
  schema,
  setDue,
} from "@circuito/store";
import type { Follower } from "../follow/follow-outbox.ts";
import { startRouter } from "../inbound-router.ts";
import { caughtUp } from "../testing/caught-up.ts";
import { createRouterWorld, type RouterWorld, silentLog, sms } from "../testing/router-world.ts";
import { actOnPromises } from "./act-on-promises.ts";
import { followStories } from "./follow-stories.ts";

const MINUTE_MS = 60_000;
const policyId = randomUUID();
const directors = asId<QueueId>(randomUUID());
const ana = asId<AgentId>(randomUUID());

const POLICY: SlaPolicy = {
  targets: [
    { measure: "queue-wait", level: null, withinMs: 8 * MINUTE_MS, calendarId: null },
    { measure: "first-response", level: null, withinMs: 20 * MINUTE_MS, calendarId: null },
    { measure: "resolution", level: null, withinMs: 600 * MINUTE_MS, calendarId: null },
  ],
  pauses: [],
  rules: [
    { at: "warning", measures: ["first-response"], action: { kind: "raise-priority", by: 1 } },
    { at: "breach", measures: ["first-response"], action: { kind: "notify", whom: "supervisors" } },
    { at: "overdue", measures: ["first-response"], action: { kind: "move", queueId: directors } },
  ],
};

let world: RouterWorld;
let router: { stop(): Promise<void> };
let follower: Follower;
const warnings: unknown[] = [];
const log = { ...silentLog, warn: (...about: unknown[]) => warnings.push(about) };

/** How far this test's clock is ahead. */
let aheadMs = 0;
const now = () => Date.now() + aheadMs;

beforeEach(async () => {
  aheadMs = 0;
  world = await createRouterWorld();
  const { database, bus, newId } = world;
  await database.drizzle
    .insert(schema.queues)
    .values({ id: directors, name: "Direção", level: 1, role: "director", position: 2 });
  await database.drizzle.insert(schema.agents).values({
    id: ana,
    name: "Ana",
    email: "ana@example.com",
    passwordHash: "none",
    role: "agent",
  });
  await savePromised(POLICY, Date.now() - 60 * MINUTE_MS);
  router = await startRouter({ database, bus, newId, now: Date.now, log: silentLog });
  follower = follow("one");
});
afterEach(async () => {
  await follower.stop();
  await router.stop();
  expect(warnings.splice(0)).toEqual([]);
  await world[Symbol.asyncDispose]();
});

function follow(processName: string): Follower {
  return followStories({ ...world, processName, now, log });
}

const allTaken = () => caughtUp(world.database.pool, "sla", follower);

function savePromised(policy: SlaPolicy, at: number): Promise<void> {
  const stored = { id: policyId, name: "Padrão", isDefault: true, policy };
  return world.database.transaction(({ client }) => savePolicy(client, stored, world.newId, at));
}

async function arrived(externalId = "1"): Promise<ConversationId> {
  await world.receive(sms(externalId, "minha fatura veio errada"));
  await world.routed();
  const { rows } = await world.database.pool.query("select id from conversations");
  return rows[0].id;
}

async function reply(conversationId: ConversationId, at: number): Promise<void> {
  const { rows } = await world.database.pool.query(
    "update conversations set last_seq = last_seq + 1 where id = $1 returning last_seq",
    [conversationId],
  );
  await world.database.transaction(async ({ client }) => {
    await appendAuthoredMessage(client, {
      id: asId<MessageId>(randomUUID()),
      conversationId,
      inboxId: world.inboxId,
      seq: rows[0].last_seq,
      previousPublicSeq: 1,
      direction: "outbound",
      agentId: ana,
      clientId: randomUUID(),
      text: "Já vejo isso",
      at,
    });
    await tell(client, conversationId, "claimed", { agentId: ana }, at);
  });
}

async function tell(
  client: Parameters<typeof addActivity>[0],
  conversationId: ConversationId,
  kind: string,
  data: Record<string, unknown>,
  at: number,
): Promise<void> {
  const line = { conversationId, kind, actorId: ana, data, because: "chose-it", at };
  const id = await addActivity(client, line);
  await client.query(
    "insert into outbox (type, subject_id, conversation_id) values ('activity.created', $1, $2)",
    [id, conversationId],
  );
}

async function clocks(): Promise<Record<string, string>> {
  const { rows } = await world.database.pool.query(
    "select measure, state from sla_clocks order by measure, started_at",
  );
  return Object.fromEntries(rows.map((row) => [row.measure, row.state]));
}

async function story(): Promise<string[]> {
  const { rows } = await world.database.pool.query(
    "select kind, because from activities where kind like 'promise-%' or kind = 'moved' order by id",
  );
  return rows.map((row) => `${row.kind} ${row.because}`);
}

async function dueAt(): Promise<number | undefined> {
  const { rows } = await world.database.pool.query("select at from dues where kind = 'sla'");
  return rows[0]?.at.getTime();
}

async function promise(): Promise<{ measure: string | null; minutesLeft: number | null }> {
  const { rows } = await world.database.pool.query(
    `select next_measure as measure, extract(epoch from next_due_at - c.arrived_at) / 60 as left
     from sla_promises p join conversations c on c.id = p.conversation_id`,
  );
  const [row] = rows;
  return { measure: row.measure, minutesLeft: row.left === null ? null : Number(row.left) };
}

test("a reply that overtook a message on its way in is no answer to it", async () => {
  const id = await arrived();
  // Nobody routed for a while, or the clock of whoever replied is ahead.
  await reply(id, Date.now() + MINUTE_MS);
  await world.receive(sms("2", "e o boleto?"));
  await world.routed();
  await allTaken();
  expect(await clocks()).toMatchObject({ "next-response": expect.anything() });
});

test("what arrives is promised what the default policy says, and its next breach is known", async () => {
  await arrived();
  await allTaken();
  expect(await clocks()).toEqual({
    "first-response": "running",
    "queue-wait": "running",
    resolution: "running",
  });
  expect(await promise()).toEqual({ measure: "queue-wait", minutesLeft: 8 });
});

test("an answer ends what it was promised for, and the rest waits for the customer", async () => {
  const id = await arrived();
  await reply(id, Date.now());
  await allTaken();
  expect(await clocks()).toEqual({
    "first-response": "met",
    "queue-wait": "met",
    resolution: "paused",
  });
  expect(await promise()).toEqual({ measure: null, minutesLeft: null });
  expect(await dueAt()).toBeUndefined();
});

test("each moment is told once, by whichever of many jobs, with what the policy asks for", async () => {
  const id = await arrived();
  await world.database.pool.query("delete from outbox where false");
  const act = actOnPromises({ ...world, now });
  await allTaken();

  aheadMs = 16 * MINUTE_MS;
  await Promise.all([1, 2, 3].map(() => act([id])));
  expect(await story()).toEqual([
    "promise-at-risk queue-wait",
    "promise-broken queue-wait",
    "promise-overdue queue-wait",
    "promise-at-risk first-response",
  ]);
  const priority = async () =>
    (await world.database.pool.query("select priority, queue_id from conversations")).rows[0];
  expect((await priority()).priority).toBe(1);

  aheadMs = 21 * MINUTE_MS;
  await act([id]);
  await act([id]);
  aheadMs = 31 * MINUTE_MS;
  await act([id]);
  expect((await story()).slice(4)).toEqual([
    "promise-broken first-response",
    "promise-overdue first-response",
    "moved promise-overdue",
  ]);
  expect(await priority()).toEqual({ priority: 1, queue_id: directors });
  // A new wait began in the other queue; the first response is still owed.
  expect(await clocks()).toMatchObject({ "first-response": "broken", "queue-wait": "running" });
});

test("a job that comes although it was answered tells nothing", async () => {
  const id = await arrived();
  await allTaken();
  await reply(id, Date.now());
  // The follower has not seen it yet: the row is still due.
  aheadMs = 30 * MINUTE_MS;
  await actOnPromises({ ...world, now })([id]);
  expect(await story()).toEqual([]);
  expect(await clocks()).toMatchObject({ "first-response": "met" });
});

test("another process goes on where one died, and what is read twice makes the same clocks", async () => {
  const id = await arrived();
  await allTaken();
  const { pool } = world.database;
  const before = await pool.query("select position from followers");
  await reply(id, Date.now());
  await follower.stop();
  const rows = async () =>
    (await pool.query("select *, xmin::text from sla_clocks order by measure")).rows;

  follower = follow("two");
  await allTaken();
  const first = await rows();
  expect(first.map((row) => row.state)).toEqual(["met", "met", "paused"]);
  // As if it had died before it moved on.
  await pool.query("update followers set position = $1", [before.rows[0].position]);
  await allTaken();
  expect(await rows()).toEqual(first);
});

test("who writes on while an answer is owed moves no clock; an answer does, and what is asked after it", async () => {
  const id = await arrived();
  const { pool } = world.database;
  const newest = async () => {
    const { rows } = await pool.query("select id from messages order by seq desc limit 1");
    return findMovedStories(pool, [rows[0].id]);
  };
  expect(await newest()).toEqual([id]);
  await allTaken();
  await arrived("2");
  expect(await newest()).toEqual([]);
  await reply(id, Date.now());
  expect(await newest()).toEqual([id]);
  await allTaken();
  await arrived("3");
  expect(await newest()).toEqual([id]);
  await allTaken();
  expect(await clocks()).toMatchObject({ "first-response": "met" });
});

test("one conversation whose promises cannot be worked out holds up no other", async () => {
  await follower.stop();
  const broken = await arrived();
  const { pool } = world.database;
  const damaged = randomUUID();
  await pool.query("insert into sla_policies (id, name, policy) values ($1, 'Danificada', '{}')", [
    damaged,
  ]);
  await pool.query(
    `insert into sla_terms (id, policy_id, revision, terms, since)
     values ($1, $2, 1, '{"targets": [null]}', now() - interval '1 hour')`,
    [randomUUID(), damaged],
  );
  await pool.query("update conversations set sla_policy_id = $2 where id = $1", [broken, damaged]);
  await world.receive(sms("2", "e a minha também", { from: "tel:+5511900000002" }));
  await world.routed();
  const errors: unknown[] = [];
  follower = followStories({
    ...world,
    processName: "two",
    now,
    log: { ...log, error: (fact, about) => errors.push([fact, about?.conversationId]) },
  });
  await allTaken();
  expect(await clocks()).toEqual({
    "first-response": "running",
    "queue-wait": "running",
    resolution: "running",
  });
  expect(errors).toContainEqual(["promises of a conversation not followed", broken]);
  // When its time comes, it keeps it until it can be worked out.
  await setDue(pool, [{ kind: "sla", id: broken, at: now() - 1 }]);
  await expect(actOnPromises({ ...world, now })([broken])).rejects.toThrow("could not be folded");
  const { rows } = await pool.query("select from dues where subject_id = $1", [broken]);
  expect(rows).toHaveLength(1);
});

test("who missed notices looks at all that goes on", async () => {
  await arrived();
  await allTaken();
  await follower.stop();
  const { pool } = world.database;
  await pool.query("delete from sla_clocks");
  await pool.query("update followers set position = '1-1'");
  follower = follow("two");
  await allTaken();
  expect(Object.keys(await clocks())).toHaveLength(3);
});

test("a changed policy is for what begins after; those that go on get it when somebody says so", async () => {
  const id = await arrived();
  await allTaken();
  const changed = {
    ...POLICY,
    targets: POLICY.targets.map((target) => ({ ...target, withinMs: 2 * target.withinMs })),
  };
  await savePromised(changed, Date.now());
  await tell(world.database.pool, id, "noted", {}, Date.now());
  await allTaken();
  expect(await promise()).toEqual({ measure: "queue-wait", minutesLeft: 8 });

  const stored = { id: policyId, name: "Padrão", isDefault: true, policy: changed };
  const by = { agentId: ana, at: Date.now() };
  expect(await rebasePolicy(world.database.pool, stored, by)).toBe(1);
  expect(await rebasePolicy(world.database.pool, stored, by)).toBe(0);
  await allTaken();
  expect(await promise()).toEqual({ measure: "queue-wait", minutesLeft: 16 });
  expect(await story()).toEqual(["promise-rebased asked-for"]);
});

test("one that lags says by how much", async () => {
  await arrived();
  await allTaken();
  expect(await followerLagMs(world.database.pool, "sla")).toBe(0);
  await follower.stop();
  await world.database.pool.query(
    `insert into outbox (type, subject_id, at)
     values ('queue.changed', 'x', now() - interval '1 minute')`,
  );
  expect(await followerLagMs(world.database.pool, "sla")).toBeGreaterThan(59_000);
});
