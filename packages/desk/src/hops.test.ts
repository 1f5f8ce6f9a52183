import type { QueueId } from "@circuito/domain";
import {
  findArrival,
  listActivities,
  listHops,
  loadConversationViews,
  schema,
} from "@circuito/store";
import { uuidv7 } from "uuidv7";
import { claim, direct, escalate, giveBack, reply, transfer } from "./index.ts";
import { createScene, type Person, type Scene } from "./testing/index.ts";

let scene: Scene;
let finance: QueueId;
let supervisors: QueueId;
let carla: Person;
let diego: Person;
let elisa: Person;
let fernanda: Person;
beforeEach(async () => {
  scene = await createScene();
  finance = await scene.newQueue("Financeiro", 2, "specialist");
  carla = await scene.newAgent({ name: "Carla", queueIds: [scene.directors] });
  diego = await scene.newAgent({ name: "Diego", queueIds: [finance] });
  elisa = await scene.newAgent({ name: "Elisa", queueIds: [scene.technical] });
});
afterEach(async () => {
  await scene[Symbol.asyncDispose]();
});

const withSupervisors = async () => {
  supervisors = await scene.newQueue("Supervisão", 1, "supervisor");
  fernanda = await scene.newAgent({
    name: "Fernanda",
    role: "supervisor",
    queueIds: [supervisors],
  });
};
const read = async (id: string) => {
  const [view] = await loadConversationViews(scene.database.pool, [id]);
  if (!view) throw new Error(`no conversation ${id}`);
  return view;
};
const hopsOf = (id: string) => listHops(scene.database.pool, id);
const atTriage = () =>
  scene.newConversation({ queueId: scene.directors, assigneeId: carla.id, level: 1 });
const registration = {
  title: "Cobrança em dobro",
  category: "Cobrança",
  summary: "Cobrada duas vezes pelo pedido 7781",
  urgency: "high",
  promisedAt: Date.now() + 3_600_000,
} as const;

async function directTo(who: Person, id: string, queueId: QueueId) {
  const { epoch } = await read(id);
  return direct(scene.desk, who, { conversationId: id, queueId, registration, epoch });
}
async function takeAndReturn(who: Person, id: string, reason = "não é nosso") {
  expect(await claim(scene.desk, who, { conversationId: id })).toMatchObject({ kind: "done" });
  const { epoch } = await read(id);
  return giveBack(scene.desk, who, { conversationId: id, epoch, reason });
}

test("a hand-over waits for somebody, has its time, and is accepted by whoever becomes the owner", async () => {
  const id = await atTriage();
  const before = Date.now();
  await directTo(carla, id, finance);
  const [waiting] = await hopsOf(id);
  expect(waiting).toMatchObject({
    n: 1,
    kind: "direct",
    fromQueueId: scene.directors,
    toQueueId: finance,
    fromAgent: { name: "Carla" },
    note: registration.summary,
    acceptedAt: null,
    leftAt: null,
  });
  const { rows } = await scene.database.pool.query("select kind, subject_id, at from dues");
  expect(rows).toMatchObject([{ kind: "hand-over", subject_id: id }]);
  expect(rows[0].at.getTime()).toBe(waiting?.acceptBy);
  expect(waiting?.acceptBy).toBeGreaterThanOrEqual(before + 15 * 60_000);
  expect(scene.nudged).toContain(`due hand-over ${id}`);

  await claim(scene.desk, diego, { conversationId: id });
  const [taken] = await hopsOf(id);
  expect(taken).toMatchObject({ acceptedBy: { id: diego.id, name: "Diego" } });
  expect(taken?.acceptedAt).toBeGreaterThanOrEqual(before);
  expect((await scene.database.pool.query("select 1 from dues")).rowCount).toBe(0);
});

test("an answer to the customer accepts, too", async () => {
  const id = await atTriage();
  await directTo(carla, id, finance);
  await reply(scene.desk, diego, {
    conversationId: id,
    clientId: uuidv7(),
    text: "Oi",
    kind: "reply",
  });
  expect(await hopsOf(id)).toMatchObject([{ acceptedBy: { name: "Diego" } }]);
});

test("straight to a colleague is accepted at once, and has no time", async () => {
  const bia = await scene.newAgent({ name: "Bia" });
  const ana = await scene.newAgent({ name: "Ana" });
  const id = await scene.newConversation({ assigneeId: ana.id });
  const to = { agentId: bia.id, note: "é sua cliente" };
  await transfer(scene.desk, ana, { conversationId: id, epoch: 0, ...to });
  const [hop] = await hopsOf(id);
  expect(hop).toMatchObject({ toAgent: { name: "Bia" }, acceptedBy: { name: "Bia" } });
  expect(hop?.acceptedAt).toBe(hop?.at);
  expect((await scene.database.pool.query("select 1 from dues")).rowCount).toBe(0);
});

test("a queue that promised nothing has no time", async () => {
  await scene.database.drizzle.update(schema.queues).set({ acceptWithinMs: null });
  const id = await atTriage();
  await directTo(carla, id, finance);
  expect(await hopsOf(id)).toMatchObject([{ acceptBy: null }]);
});

test("outside the inbox's hours the time to accept does not run", async () => {
  const calendarId = uuidv7();
  const day = (date: Date) => date.toISOString().slice(0, 10);
  const tomorrow = new Date(Date.now() + 86_400_000);
  await scene.database.drizzle.insert(schema.calendars).values({
    id: calendarId,
    name: "amanhã",
    calendar: {
      timeZone: "UTC",
      intervals: [{ weekday: tomorrow.getUTCDay(), from: 8 * 60, to: 18 * 60 }],
      exceptions: [{ date: day(new Date()), hours: [] }],
    },
  });
  await scene.database.drizzle.update(schema.inboxes).set({ calendarId });
  const id = await atTriage();
  await directTo(carla, id, finance);
  const [hop] = await hopsOf(id);
  expect(hop?.acceptBy).toBe(Date.parse(`${day(tomorrow)}T08:15:00Z`));
});

test("an escalation says what was tried and what came of it", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation({ assigneeId: ana.id });
  const ask = (result: string) =>
    escalate(scene.desk, ana, {
      conversationId: id,
      epoch: 0,
      queueId: scene.technical,
      tried: "Reiniciar o roteador",
      result,
    });
  expect(await ask("...")).toMatchObject({ code: "invalid", because: "says-nothing" });
  expect(await ask("A luz continua apagada")).toMatchObject({ kind: "done" });
  const told = { note: "Reiniciar o roteador", result: "A luz continua apagada" };
  expect(await read(id)).toMatchObject({ handOver: told });
  expect(await hopsOf(id)).toMatchObject([told]);
});

test.each([
  [{ title: "." }, "says-nothing"],
  [{ promisedAt: 1 }, "promise-in-the-past"],
] as const)("a director's registration with %j directs nothing", async (change, because) => {
  const id = await atTriage();
  const input = { conversationId: id, epoch: 0, queueId: finance };
  expect(
    await direct(scene.desk, carla, { ...input, registration: { ...registration, ...change } }),
  ).toMatchObject({ code: "invalid", because });
  expect(await hopsOf(id)).toEqual([]);
});

test("the second return goes to the supervisors, on its own level, and says why", async () => {
  await withSupervisors();
  const id = await atTriage();
  await directTo(carla, id, finance);
  await takeAndReturn(diego, id);
  expect(await read(id)).toMatchObject({ queueId: scene.directors, level: 1 });
  await claim(scene.desk, carla, { conversationId: id });
  await directTo(carla, id, scene.technical);
  await takeAndReturn(elisa, id, "é cobrança");
  expect(await read(id)).toMatchObject({
    queueId: supervisors,
    level: 2,
    assignee: null,
    handOver: {
      kind: "return",
      note: "é cobrança",
      diverted: { because: "second-return", meantQueueId: scene.directors },
    },
  });
  expect((await listActivities(scene.database.pool, id)).at(-1)).toMatchObject({
    kind: "returned",
    because: "second-return",
    data: { toQueueId: supervisors, meantQueueId: scene.directors },
  });
  expect(scene.nudged).toContain(`assign ${supervisors}`);
});

test("the same queue twice goes to the supervisors, who send it there and are obeyed", async () => {
  await withSupervisors();
  const id = await atTriage();
  await directTo(carla, id, finance);
  await takeAndReturn(diego, id, "falta o comprovante");
  await claim(scene.desk, carla, { conversationId: id });
  expect(await directTo(carla, id, finance)).toMatchObject({ kind: "done" });
  expect(await read(id)).toMatchObject({ queueId: supervisors, level: 1 });
  // It is theirs to decide and not to send back.
  const lead = { conversationId: id, epoch: (await read(id)).epoch };
  expect(await giveBack(scene.desk, fernanda, { ...lead, reason: "não" })).toMatchObject({
    because: "nothing-to-return",
  });
  await claim(scene.desk, fernanda, { conversationId: id });
  await directTo(fernanda, id, finance);
  expect(await read(id)).toMatchObject({ queueId: finance, level: 2 });
  // Returned once more, it is theirs again: that is where it came from.
  await takeAndReturn(diego, id, "ainda falta");
  expect(await read(id)).toMatchObject({ queueId: supervisors, level: 2 });

  const hops = await hopsOf(id);
  expect(hops.map(({ kind, toQueueId, diverted }) => [kind, toQueueId, diverted])).toEqual([
    ["direct", finance, null],
    ["return", scene.directors, null],
    ["direct", supervisors, "same-queue-twice"],
    ["direct", finance, null],
    ["return", supervisors, null],
  ]);
  // Every one is timed: taken before it left, and only the last still waits.
  for (const hop of hops.slice(0, -1)) {
    expect(hop.acceptedAt).toBeGreaterThanOrEqual(hop.at);
    expect(hop.leftAt).toBeGreaterThanOrEqual(hop.acceptedAt ?? Number.POSITIVE_INFINITY);
  }
  expect(hops.at(-1)).toMatchObject({ acceptedAt: null, leftAt: null });
});

test("help of a supervisor may be had from any level, and from there it may go anywhere", async () => {
  await withSupervisors();
  const id = await scene.newConversation({ queueId: finance, level: 2, assigneeId: diego.id });
  const move = async (who: Person, queueId: QueueId) =>
    transfer(scene.desk, who, {
      conversationId: id,
      queueId,
      note: "por favor",
      epoch: (await read(id)).epoch,
    });
  expect(await move(diego, supervisors)).toMatchObject({ kind: "done" });
  expect(await read(id)).toMatchObject({ queueId: supervisors, level: 2 });
  expect(await move(fernanda, scene.solvers)).toMatchObject({ kind: "done" });
  expect(await read(id)).toMatchObject({ queueId: scene.solvers, level: 1 });
});

test("without a supervisors' queue it goes as asked, and is marked for supervisors to find", async () => {
  const id = await atTriage();
  await directTo(carla, id, finance);
  await takeAndReturn(diego, id);
  await claim(scene.desk, carla, { conversationId: id });
  await directTo(carla, id, finance);
  expect(await read(id)).toMatchObject({ queueId: finance, level: 2 });
  expect(await hopsOf(id)).toMatchObject([{}, {}, { diverted: "same-queue-twice" }]);
});

test("where it came first is a stay like the others", async () => {
  const id = await scene.newConversation({ queueId: scene.directors });
  await claim(scene.desk, carla, { conversationId: id });
  const first = await findArrival(scene.database.pool, id, undefined);
  expect(first).toMatchObject({ queueId: scene.directors, acceptedBy: { name: "Carla" } });
  await directTo(carla, id, finance);
  await claim(scene.desk, diego, { conversationId: id });
  const [hop] = await hopsOf(id);
  expect(await findArrival(scene.database.pool, id, hop)).toEqual(first);
});
