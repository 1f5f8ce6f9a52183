import { type AgentId, asId, type ContactId, type ConversationId } from "@circuito/domain";
import {
  addAbsence,
  forgetTakenBack,
  listActivities,
  listTakenBack,
  lockHeldByAbsent,
  saveIdleAwayMs,
  schema,
  TOLD_AT_ONCE_MAX,
} from "@circuito/store";
import { uuidv7 } from "uuidv7";
import { createRouterWorld, type RouterWorld } from "../testing/router-world.ts";
import { createAbsenceSweep } from "./absence-sweep.ts";

let world: RouterWorld;
beforeEach(async () => {
  world = await createRouterWorld();
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const ago = (ms: number) => Date.now() - ms;
type AgentRow = Partial<typeof schema.agents.$inferInsert>;
type ConversationRow = Partial<typeof schema.conversations.$inferInsert>;

async function addAgent(row: AgentRow = {}): Promise<AgentId> {
  const id = asId<AgentId>(uuidv7());
  await world.database.drizzle.insert(schema.agents).values({
    id,
    name: "Ana",
    email: `${id}@example.com`,
    passwordHash: "-",
    role: "agent",
    wanted: "available",
    wantedSince: ago(60 * MINUTE),
    reachable: true,
    seenAt: Date.now(),
    activeAt: Date.now(),
    ...row,
  });
  return id;
}

async function held(agentId: AgentId, row: ConversationRow = {}): Promise<ConversationId> {
  const id = asId<ConversationId>(uuidv7());
  const contactId = asId<ContactId>(uuidv7());
  const { drizzle } = world.database;
  await drizzle.insert(schema.contacts).values({ id: contactId, name: "Lúcia" });
  await drizzle.insert(schema.conversations).values({
    id,
    protocol: id,
    inboxId: world.inboxId,
    channel: "webchat",
    address: `web:${id}`,
    contactId,
    status: "open",
    waitingOn: "agent",
    queueId: world.queueId,
    level: 1,
    priority: 0,
    assigneeId: agentId,
    assignedAt: ago(60 * MINUTE),
    waitingSince: ago(60 * MINUTE),
    epoch: 3,
    version: 5,
    lastSeq: 0,
    lastPublicSeq: 0,
    arrivedAt: ago(90 * MINUTE),
    ...row,
  });
  return id;
}

async function ownerOf(id: ConversationId) {
  const { rows } = await world.database.pool.query(
    "select assignee_id as owner, epoch from conversations where id = $1",
    [id],
  );
  return rows[0];
}
const agent = async (id: AgentId) => {
  const { rows } = await world.database.pool.query(
    "select wanted, wanted_reason as reason, reachable from agents where id = $1",
    [id],
  );
  return rows[0];
};
const sweep = () => createAbsenceSweep(world, 0).sweep();

test("of very many who are gone at once some are told of at each look, and in the end all", async () => {
  const seen = { seenAt: ago(MINUTE), wanted: "offline" } as const;
  const gone = TOLD_AT_ONCE_MAX + 3;
  await Promise.all(Array.from({ length: gone }, () => addAgent(seen)));
  const told = async () => {
    const { rows } = await world.database.pool.query<{ n: number }>(
      "select count(*)::int as n from outbox where type = 'agent.changed'",
    );
    return rows[0]?.n;
  };
  await sweep();
  expect(await told()).toBe(TOLD_AT_ONCE_MAX);
  await sweep();
  expect(await told()).toBe(gone);
  await sweep();
  expect(await told()).toBe(gone);
});

test("however much mail of theirs may still wait, who sits in a chat does not wait behind it", async () => {
  const ana = await addAgent({ seenAt: ago(2 * MINUTE) });
  await held(ana, { channel: "email", arrivedAt: ago(120 * MINUTE) });
  const chat = await held(ana);
  const facts = { open: [world.inboxId], trustsSilence: true, limit: 1 };
  await world.database.pool.query("update agents set seen_at = now() - interval '16 minutes'");
  const first = await world.database.transaction(({ client }) => lockHeldByAbsent(client, facts));
  expect(first.map(({ id }) => id)).toEqual([chat]);
});

test("many sweeps at once take each conversation back once, at its original place, and say why", async () => {
  const seenAt = ago(2 * MINUTE);
  const ana = await addAgent({ seenAt });
  const ids = await Promise.all(Array.from({ length: 8 }, () => held(ana)));
  await Promise.all(Array.from({ length: 5 }, sweep));
  const { rows } = await world.database.pool.query(
    "select assignee_id, sticky_agent_id, epoch, version, arrived_at from conversations",
  );
  for (const row of rows) {
    expect(row).toMatchObject({ assignee_id: null, sticky_agent_id: ana, epoch: 4, version: 6 });
    expect(row.arrived_at.getTime()).toBeLessThanOrEqual(ago(90 * MINUTE));
  }
  for (const id of ids) {
    expect(await listActivities(world.database.pool, id)).toMatchObject([
      {
        kind: "released",
        because: "agent-unreachable",
        data: { agentId: ana, since: new Date(seenAt).toISOString(), rule: "unanswered-chat" },
      },
    ]);
  }
  expect(await agent(ana)).toMatchObject({ reachable: false, wanted: "available" });
});

test("the owner is told what was taken, until they say that they have read it", async () => {
  const ana = await addAgent({ seenAt: ago(2 * MINUTE) });
  const id = await held(ana);
  await sweep();
  const { pool } = world.database;
  const [told] = await listTakenBack(pool, ana);
  expect(told).toMatchObject({
    conversationId: id,
    contactName: "Lúcia",
    because: "unanswered-chat",
    queueId: world.queueId,
    assignee: null,
  });
  await forgetTakenBack(pool, ana, (told?.at ?? 0) - 1);
  expect(await listTakenBack(pool, ana)).toHaveLength(1);
  await forgetTakenBack(pool, ana, told?.at ?? 0);
  expect(await listTakenBack(pool, ana)).toEqual([]);
});

test.each([
  ["who is away for lunch", { wanted: "away", wantedReason: "lunch" }, true],
  ["who said they are offline", { wanted: "offline" }, true],
  ["who is busy", { wanted: "busy" }, false],
  ["who is there", {}, false],
] as const)("a chat of somebody %s", async (_, row, goes) => {
  const ana = await addAgent({ ...row, wantedSince: ago(5 * MINUTE) });
  const id = await held(ana);
  await sweep();
  expect((await ownerOf(id)).owner).toBe(goes ? null : ana);
});

test("who answers although they never said that they are there keeps what they answer", async () => {
  const ana = await addAgent({ wanted: "offline", wantedSince: ago(30 * MINUTE) });
  const [answered, before, left] = [await held(ana), await held(ana), await held(ana)];
  const answer = async (conversationId: ConversationId, minutesAgo: number) => {
    const createdAt = ago(minutesAgo * MINUTE);
    await world.database.drizzle.insert(schema.messages).values({
      id: asId(uuidv7()),
      conversationId,
      seq: 1,
      previousPublicSeq: 0,
      direction: "outbound",
      agentId: ana,
      text: "já vejo",
      createdAt,
    });
  };
  await answer(answered, 20);
  await answer(before, 40);
  await sweep();
  const owners = await Promise.all([answered, before, left].map(ownerOf));
  expect(owners.map(({ owner }) => owner)).toEqual([ana, null, null]);
  await world.database.drizzle.update(schema.agents).set({ seenAt: ago(5 * MINUTE) });
  await sweep();
  expect((await ownerOf(answered)).owner).toBeNull();
});

test.each([
  ["a snoozed one", { status: "snoozed", snoozedUntil: Date.now() + MINUTE }],
  ["one whose customer has the word", { waitingOn: "customer" }],
  ["one that came to them just now", { assignedAt: ago(10 * SECOND) }],
  ["mail whose customer wrote just now", { channel: "email", waitingSince: ago(10 * MINUTE) }],
] as const)("%s stays with somebody who is gone", async (_, row) => {
  const ana = await addAgent({ seenAt: ago(60 * MINUTE) });
  const id = await held(ana, row);
  await sweep();
  expect(await ownerOf(id)).toEqual({ owner: ana, epoch: 3 });
});

test("mail goes back after fifteen minutes of the inbox's own hours, and never at night", async () => {
  const calendarId = uuidv7();
  const { drizzle } = world.database;
  /** Open from so many minutes ago for so many minutes. */
  const open = async (minutesAgo: number, minutes: number) => {
    const start = new Date(ago(minutesAgo * MINUTE));
    const from = start.getUTCHours() * 60 + start.getUTCMinutes();
    const interval = { weekday: start.getUTCDay(), from, to: from + minutes };
    const calendar = { timeZone: "UTC", intervals: [interval] };
    await drizzle
      .insert(schema.calendars)
      .values({ id: calendarId, name: "c", calendar })
      .onConflictDoUpdate({ target: schema.calendars.id, set: { calendar } });
  };
  await open(30, 20);
  await drizzle.update(schema.inboxes).set({ calendarId });
  const ana = await addAgent({ seenAt: ago(60 * MINUTE) });
  const id = await held(ana, { channel: "email" });
  await sweep();
  expect((await ownerOf(id)).owner).toBe(ana);
  await open(5, 60);
  await sweep();
  expect((await ownerOf(id)).owner).toBe(ana);
  await open(20, 60);
  await sweep();
  expect((await ownerOf(id)).owner).toBeNull();
});

test("after a start and after a gap silence is not believed, until everybody could have been heard", async () => {
  let now = 1_000_000;
  const looks = createAbsenceSweep({ ...world, now: () => now });
  const ana = await addAgent({ seenAt: ago(10 * MINUTE) });
  const away = await addAgent({ wanted: "away", wantedSince: ago(10 * MINUTE) });
  const id = await held(ana);
  const said = await held(away);
  await looks.sweep();
  expect((await ownerOf(id)).owner).toBe(ana);
  // Who says that they are gone is believed at once.
  expect((await ownerOf(said)).owner).toBeNull();
  for (let passed = 0; passed < 42 * SECOND; passed += 3 * SECOND) {
    now += 3 * SECOND;
    await looks.sweep();
  }
  expect((await ownerOf(id)).owner).toBe(ana);
  // The database was away for a minute.
  now += MINUTE;
  await looks.sweep();
  for (let passed = 0; passed < 44 * SECOND; passed += 11 * SECOND) {
    now += 11 * SECOND;
    await looks.sweep();
  }
  expect((await ownerOf(id)).owner).toBe(ana);
  now += 3 * SECOND;
  await looks.sweep();
  expect((await ownerOf(id)).owner).toBeNull();
});

test("who touches nothing is away if an admin said after how long, and not otherwise", async () => {
  const idle = await addAgent({ activeAt: ago(11 * MINUTE) });
  const typing = await addAgent({ activeAt: ago(9 * MINUTE) });
  const busy = await addAgent({ wanted: "busy", activeAt: ago(99 * MINUTE) });
  await sweep();
  expect(await agent(idle)).toMatchObject({ wanted: "available" });
  await saveIdleAwayMs(world.database.pool, 10 * MINUTE);
  await sweep();
  expect(await agent(idle)).toMatchObject({ wanted: "away", reason: "idle" });
  expect(await agent(typing)).toMatchObject({ wanted: "available" });
  expect(await agent(busy)).toMatchObject({ wanted: "busy" });
  await saveIdleAwayMs(world.database.pool, null);
});

test("whose shift is over gets no more and keeps what they have; who goes on working is let", async () => {
  const calendarId = uuidv7();
  const yesterday = (new Date().getUTCDay() + 6) % 7;
  await world.database.drizzle.insert(schema.calendars).values({
    id: calendarId,
    name: "turno",
    calendar: { timeZone: "UTC", intervals: [{ weekday: yesterday, from: 0, to: 1_440 }] },
  });
  const shift = { shiftId: calendarId, wantedSince: ago(25 * 60 * MINUTE) };
  const ana = await addAgent(shift);
  const away = await addAgent({ ...shift, wanted: "away", wantedReason: "lunch" });
  const working = await addAgent({ ...shift, wantedSince: Date.now() });
  const id = await held(ana);
  await sweep();
  expect(await agent(ana)).toMatchObject({ wanted: "busy", reason: "shift-over" });
  expect(await agent(away)).toMatchObject({ wanted: "away", reason: "lunch" });
  expect(await agent(working)).toMatchObject({ wanted: "available" });
  expect(await ownerOf(id)).toEqual({ owner: ana, epoch: 3 });
});

test("what is on offer to whom we send away is offered to others at once", async () => {
  const idle = await addAgent({ activeAt: ago(11 * MINUTE) });
  const id = await held(idle, { assigneeId: null, assignedAt: null });
  const { pool } = world.database;
  await pool.query(
    `insert into offers (id, conversation_id, agent_id, queue_id, channel, epoch, because,
       offered_at, expires_at)
     values ($1, $2, $3, $4, 'webchat', 3, 'longest-idle', now(), now() + interval '1 minute')`,
    [uuidv7(), id, idle, world.queueId],
  );
  await saveIdleAwayMs(pool, 10 * MINUTE);
  await sweep();
  const { rows } = await pool.query("select state, ended_because from offers");
  expect(rows).toEqual([{ state: "rescinded", ended_because: "not-available" }]);
});

test("a clock that was hours ahead for a moment costs a grace, and not these hours", async () => {
  const ana = await addAgent({ seenAt: ago(5 * MINUTE) });
  const id = await held(ana);
  let at = Date.now();
  const { sweep: look } = createAbsenceSweep({ ...world, now: () => at });
  await look();
  at += 120 * MINUTE;
  await look();
  at -= 120 * MINUTE;
  for (let looks = 0; looks < 8; looks++) {
    await look();
    at += 10 * SECOND;
  }
  expect(await ownerOf(id)).toMatchObject({ owner: null });
});

async function plan(agentId: AgentId, fromMs: number, untilMs: number, putsBack: boolean) {
  const absence = {
    id: uuidv7(),
    fromAt: Date.now() + fromMs,
    untilAt: Date.now() + untilMs,
    putsBack,
  };
  await addAbsence(world.database.pool, agentId, absence);
}

test("whose planned absence begins goes away, once, and what they hold is put back", async () => {
  const ana = await addAgent();
  const id = await held(ana, { channel: "email" });
  await plan(ana, -MINUTE, 60 * MINUTE, true);
  await sweep();
  expect(await agent(ana)).toMatchObject({ wanted: "away", reason: "planned-absence" });
  expect(await ownerOf(id)).toMatchObject({ owner: null, epoch: 4 });
  expect(await listActivities(world.database.pool, id)).toMatchObject([
    { kind: "released", data: { rule: "planned-absence" } },
  ]);
  await world.database.pool.query("update agents set wanted = 'available' where id = $1", [ana]);
  await sweep();
  expect(await agent(ana)).toMatchObject({ wanted: "available" });
});

test.each([
  ["still to come", 10 * MINUTE, 60 * MINUTE, "available"],
  ["over before anybody looked", -60 * MINUTE, -MINUTE, "available"],
  ["on, and keeps what they hold", -MINUTE, 60 * MINUTE, "away"],
] as const)("of an absence that is %s", async (_, from, until, wanted) => {
  const ana = await addAgent();
  const id = await held(ana, { channel: "email", waitingSince: Date.now() });
  await plan(ana, from, until, false);
  await sweep();
  expect(await agent(ana)).toMatchObject({ wanted });
  expect((await ownerOf(id)).owner).toBe(ana);
});
