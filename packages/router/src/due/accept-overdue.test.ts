import { type AgentId, asId, type ContactId, type ConversationId } from "@circuito/domain";
import { addHop, listActivities, listHops, listHopsToMind, schema, setDue } from "@circuito/store";
import { uuidv7 } from "uuidv7";
import { serveQueue } from "../assignment/serve-queue.ts";
import { createRouterWorld, type RouterWorld } from "../testing/router-world.ts";
import { acceptOverdue } from "./accept-overdue.ts";

let world: RouterWorld;
beforeEach(async () => {
  world = await createRouterWorld();
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

const MINUTE_MS = 60_000;
const NOW = Date.now();

/** Handed over to the world's queue a while ago, to be taken by now. */
async function handedOver(acceptBy = NOW - MINUTE_MS): Promise<ConversationId> {
  const id = asId<ConversationId>(uuidv7());
  const contactId = asId<ContactId>(uuidv7());
  const { drizzle, pool } = world.database;
  await drizzle.insert(schema.contacts).values({ id: contactId, name: "Lúcia" });
  await drizzle.insert(schema.conversations).values({
    id,
    protocol: id,
    inboxId: world.inboxId,
    channel: "sms",
    address: `tel:+55${id.slice(-11)}`,
    contactId,
    status: "open",
    waitingOn: "agent",
    queueId: world.queueId,
    level: 1,
    priority: 0,
    epoch: 1,
    version: 1,
    lastSeq: 0,
    lastPublicSeq: 0,
    arrivedAt: NOW - 60 * MINUTE_MS,
  });
  await addHop(pool, id, {
    kind: "transfer",
    fromQueueId: undefined,
    toQueueId: world.queueId,
    fromAgentId: undefined,
    toAgentId: undefined,
    byAgentId: undefined,
    byName: "Carla",
    note: "por favor",
    result: undefined,
    diverted: undefined,
    meantQueueId: undefined,
    at: NOW - 20 * MINUTE_MS,
    acceptBy,
  });
  await setDue(pool, [{ kind: "hand-over", id, at: acceptBy }]);
  return id;
}

async function addAgent(): Promise<AgentId> {
  const id = asId<AgentId>(uuidv7());
  const { drizzle } = world.database;
  await drizzle.insert(schema.agents).values({
    id,
    name: "Ana",
    email: `${id}@example.com`,
    passwordHash: "-",
    role: "agent",
    wanted: "available",
    reachable: true,
    seenAt: NOW,
  });
  await drizzle.insert(schema.queueMembers).values({ queueId: world.queueId, agentId: id });
  return id;
}

const come = (...ids: readonly string[]) => acceptOverdue({ ...world, now: () => NOW })(ids);
const storyOf = (id: string) => listActivities(world.database.pool, id);

test("what nobody took in time is told once, however many jobs come", async () => {
  const id = await handedOver();
  await Promise.all([come(id), come(id), come(id)]);
  await come(id);
  expect(await storyOf(id)).toMatchObject([
    {
      kind: "hand-over-overdue",
      because: "not-accepted-in-time",
      data: { n: 1, toQueueId: world.queueId },
    },
  ]);
  const { pool } = world.database;
  expect(await listHops(pool, id)).toMatchObject([{ overdueAt: NOW }]);
  expect(await listHopsToMind(pool, NOW)).toMatchObject([{ conversationId: id }]);
  const { rows } = await pool.query(
    "select type, audience from outbox where conversation_id = $1",
    [id],
  );
  expect(rows).toEqual([{ type: "activity.created", audience: [world.queueId] }]);
});

test("a job that comes early does nothing, and its time is still to come", async () => {
  const id = await handedOver(NOW + MINUTE_MS);
  await come(id);
  expect(await storyOf(id)).toEqual([]);
  expect((await world.database.pool.query("select 1 from dues")).rowCount).toBe(1);
});

test("whoever the machine gives it to has accepted it, and its time passes unnoticed", async () => {
  const id = await handedOver();
  const ana = await addAgent();
  expect(await serveQueue(world, world.queueId, NOW)).toMatchObject({ given: 1 });
  await come(id);
  const { pool } = world.database;
  expect(await listHops(pool, id)).toMatchObject([
    { acceptedAt: NOW, acceptedBy: { id: ana, name: "Ana" }, overdueAt: null },
  ]);
  expect((await storyOf(id)).map(({ kind }) => kind)).toEqual(["assigned"]);
  expect(await listHopsToMind(pool, NOW)).toEqual([]);
});

test("what was solved meanwhile is not overdue", async () => {
  const id = await handedOver();
  await world.database.pool.query("update conversations set status = 'resolved'");
  await come(id);
  expect(await storyOf(id)).toEqual([]);
  expect(await listHopsToMind(world.database.pool, NOW)).toEqual([]);
});
