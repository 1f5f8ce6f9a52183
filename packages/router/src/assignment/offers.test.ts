import { type AgentId, asId, type ConversationId, type OfferId } from "@circuito/domain";
import { schema } from "@circuito/store";
import { startDueWork } from "../due/due-work.ts";
import { offerTimeOuts } from "../due/offer-time-outs.ts";
import { createRouterWorld, type RouterWorld, silentLog } from "../testing/router-world.ts";
import { startTimers } from "../timers.ts";
import { startAssigner } from "./assigner.ts";
import { serveAgent } from "./serve-agent.ts";
import { serveQueue } from "./serve-queue.ts";

let world: RouterWorld;
beforeEach(async () => {
  world = await createRouterWorld({ channel: "webchat" });
  await world.database.pool.query("update queues set offer_live_ms = 30000");
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

const SECOND = 1_000;
let people = 0;

async function addAgent(more: Partial<typeof schema.agents.$inferInsert> = {}): Promise<AgentId> {
  const id = asId<AgentId>(world.newId());
  people += 1;
  await world.database.drizzle.insert(schema.agents).values({
    id,
    name: `Agente ${people}`,
    email: `${id}@example.com`,
    passwordHash: "-",
    role: "agent",
    capacity: 1,
    wanted: "available",
    wantedSince: Date.now() - 3_600_000,
    seenAt: Date.now() + 3_600_000,
    ...more,
  });
  await world.database.drizzle
    .insert(schema.queueMembers)
    .values({ queueId: world.queueId, agentId: id });
  return id;
}

async function addWaiting(
  more: Partial<typeof schema.conversations.$inferInsert> = {},
): Promise<ConversationId> {
  const id = asId<ConversationId>(world.newId());
  const contactId = asId<never>(world.newId());
  await world.database.drizzle.insert(schema.contacts).values({ id: contactId });
  await world.database.drizzle.insert(schema.conversations).values({
    id,
    protocol: id,
    inboxId: world.inboxId,
    channel: "webchat",
    address: `visitor:${id}` as never,
    contactId,
    status: "open",
    waitingOn: "agent",
    queueId: world.queueId,
    level: 1,
    priority: 0,
    epoch: 0,
    version: 1,
    lastSeq: 0,
    lastPublicSeq: 0,
    arrivedAt: Date.now(),
    waitingSince: Date.now(),
    ...more,
  });
  return id;
}

interface Row {
  readonly id: OfferId;
  readonly agent_id: AgentId;
  readonly conversation_id: ConversationId;
  readonly state: string;
}

async function offers(): Promise<readonly Row[]> {
  const { rows } = await world.database.pool.query<Row>("select * from offers order by id");
  return rows;
}

/** Its time comes without anybody waiting for it. */
async function letGoBy(): Promise<void> {
  const later = Date.now() + 40 * SECOND;
  const [last] = (await offers()).filter(({ state }) => state === "pending");
  if (!last) throw new Error("nothing is on offer");
  await offerTimeOuts({ ...world, now: () => later })([last.id]);
}

test("of a queue that asks, each agent is offered what fits, and nobody is given anything", async () => {
  const agents = [await addAgent(), await addAgent()];
  const waiting = [await addWaiting(), await addWaiting(), await addWaiting()];
  expect(await serveQueue(world, world.queueId, Date.now())).toMatchObject({
    given: 0,
    offered: 2,
    dues: [{ kind: "offer" }, { kind: "offer" }],
  });
  const made = await offers();
  expect(made.map((o) => o.conversation_id).sort()).toEqual(waiting.slice(0, 2).sort());
  expect(new Set(made.map((o) => o.agent_id))).toEqual(new Set(agents));
  // What is on offer is not offered again, and who has an offer is full.
  expect(await serveQueue(world, world.queueId, Date.now())).toMatchObject({ offered: 0 });
});

test("many rounds at once offer each conversation once", async () => {
  for (let n = 0; n < 4; n++) await addAgent({ capacity: 2 });
  for (let n = 0; n < 12; n++) await addWaiting();
  const at = Date.now();
  await Promise.all(Array.from({ length: 8 }, () => serveQueue(world, world.queueId, at)));
  const made = await offers();
  expect(made).toHaveLength(8);
  expect(new Set(made.map((o) => o.conversation_id)).size).toBe(8);
});

test("one that went by goes to a colleague, and only then to the same agent again", async () => {
  const [ana, bia] = [await addAgent(), await addAgent()];
  await addWaiting();
  await serveQueue(world, world.queueId, Date.now());
  const [first] = await offers();
  await letGoBy();
  await serveQueue(world, world.queueId, Date.now());
  const [, second] = await offers();
  expect(new Set([first?.agent_id, second?.agent_id])).toEqual(new Set([ana, bia]));
  const { rows } = await world.database.pool.query(
    "select kind, because from activities order by id",
  );
  expect(rows).toEqual([
    { kind: "offered", because: "longest-idle" },
    { kind: "offer-missed", because: "time-over" },
    { kind: "offered", because: "longest-idle" },
  ]);
});

test("whoever misses three in a row is away, and is told why", async () => {
  const ana = await addAgent();
  await addWaiting();
  for (let n = 0; n < 3; n++) {
    await serveQueue(world, world.queueId, Date.now());
    await letGoBy();
  }
  const { rows } = await world.database.pool.query(
    "select wanted, wanted_reason from agents where id = $1",
    [ana],
  );
  expect(rows).toEqual([{ wanted: "away", wanted_reason: "missed-offers" }]);
  expect((await offers()).map(({ state }) => state)).toEqual(["missed", "missed", "missed"]);
  const told = await world.database.pool.query(
    "select 1 from outbox where type = 'agent.changed' and subject_id = $1::text",
    [ana],
  );
  expect(told.rowCount).toBe(1);
  // Back again, one miss is one, and not the fourth.
  await world.database.pool.query("update agents set wanted = 'available', wanted_since = now()");
  await serveQueue(world, world.queueId, Date.now());
  await letGoBy();
  const after = await world.database.pool.query("select wanted from agents where id = $1", [ana]);
  expect(after.rows).toEqual([{ wanted: "available" }]);
});

test("whose shift is over misses three and stays as they are", async () => {
  await addAgent({ capacity: 3 });
  for (let n = 0; n < 3; n++) await addWaiting();
  await serveQueue(world, world.queueId, Date.now());
  await world.database.pool.query(
    "update agents set wanted = 'busy', wanted_reason = 'shift-over'",
  );
  for (let n = 0; n < 3; n++) await letGoBy();
  const { rows } = await world.database.pool.query("select wanted, wanted_reason from agents");
  expect(rows).toEqual([{ wanted: "busy", wanted_reason: "shift-over" }]);
});

test("a time-out that comes early, twice, or after somebody took it misses nothing", async () => {
  await addAgent();
  const id = await addWaiting();
  await serveQueue(world, world.queueId, Date.now());
  const [offer] = await offers();
  if (!offer) throw new Error("nothing is on offer");
  await offerTimeOuts({ ...world, now: Date.now })([offer.id]);
  expect((await offers())[0]?.state).toBe("pending");
  await world.database.pool.query("update conversations set epoch = 5 where id = $1", [id]);
  await letGoBy();
  expect((await offers())[0]?.state).toBe("rescinded");
  const later = Date.now() + 60 * SECOND;
  await offerTimeOuts({ ...world, now: () => later })([offer.id]);
  expect((await offers())[0]?.state).toBe("rescinded");
});

test("who declined is not asked again for half an hour", async () => {
  const ana = await addAgent();
  const id = await addWaiting();
  const declined = (minutes: number) =>
    world.database.pool.query(
      `insert into offers (id, conversation_id, agent_id, queue_id, channel, epoch, state, because,
         offered_at, expires_at, ended_at, ended_because)
       values ($1, $2, $3, $4, 'webchat', 0, 'declined', 'longest-idle', now(), now(),
         now() - $5 * interval '1 minute', 'gave-a-reason')`,
      [world.newId(), id, ana, world.queueId, minutes],
    );
  await declined(29);
  expect(await serveQueue(world, world.queueId, Date.now())).toMatchObject({ offered: 0 });
  await world.database.pool.query("delete from offers");
  await declined(31);
  expect(await serveQueue(world, world.queueId, Date.now())).toMatchObject({ offered: 1 });
});

test("whoever gets room gets the first of all their queues, whoever else serves them", async () => {
  await world.database.pool.query("update queues set offer_live_ms = null");
  const other = asId<typeof world.queueId>(world.newId());
  await world.database.drizzle
    .insert(schema.queues)
    .values({ id: other, name: "Outra", level: 1, role: "solver", position: 2 });
  const ana = await addAgent({ capacity: 2 });
  await addAgent({ wanted: "busy" });
  await world.database.drizzle.insert(schema.queueMembers).values({ queueId: other, agentId: ana });
  const at = Date.now();
  await addWaiting({ arrivedAt: at - 1_000 });
  const second = await addWaiting({ arrivedAt: at - 2_000, queueId: other });
  const first = await addWaiting({ arrivedAt: at - 3_000 });
  expect(await serveAgent(world, ana, at)).toMatchObject({ given: 2 });
  const { rows } = await world.database.pool.query(
    "select id from conversations where assignee_id = $1 order by arrived_at",
    [ana],
  );
  expect(rows.map(({ id }) => id)).toEqual([first, second]);
  const told = await world.database.pool.query("select because from activities");
  expect(told.rows).toEqual([{ because: "had-room" }, { because: "had-room" }]);
});

test("a head that nobody can take does not keep those behind it waiting", async () => {
  await world.database.pool.query("update queues set offer_live_ms = null");
  await addAgent({ skills: { billing: 2 } });
  const at = Date.now();
  for (let n = 0; n < 120; n++) {
    await addWaiting({ arrivedAt: at - 60_000 + n, requiredSkills: { billing: 3 } });
  }
  const possible = await addWaiting({ arrivedAt: at - 1_000, requiredSkills: { billing: 2 } });
  expect(await serveQueue(world, world.queueId, at)).toMatchObject({ given: 1 });
  const { rows } = await world.database.pool.query(
    "select id from conversations where assignee_id is not null",
  );
  expect(rows).toEqual([{ id: possible }]);
});

test("with jobs and timers an offer that nobody answers moves on by itself", async () => {
  await world.database.pool.query("update queues set offer_live_ms = 100");
  const { bus } = world;
  await startDueWork({ bus, handlers: { offer: offerTimeOuts(world) }, log: silentLog });
  await startAssigner(world);
  const timers = await startTimers({ ...world, processName: "test", log: silentLog });
  await addAgent();
  await addAgent();
  await addWaiting();
  await bus.jobs.nudge("assign", [world.queueId]);
  const deadline = Date.now() + 20 * SECOND;
  while (new Set((await offers()).map((o) => o.agent_id)).size < 2) {
    if (Date.now() > deadline) throw new Error("it stayed with the first");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await timers.stop();
});
