import { randomUUID } from "node:crypto";
import { saveBoardMinutes } from "@circuito/store";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let supervisor: Client;
let supervisorId: string;
beforeAll(async () => {
  stage = await createWebStage();
  const person = await stage.newPerson({ role: "supervisor", name: "Sofia", queueIds: [] });
  supervisorId = person.id;
  supervisor = await stage.logIn(person);
});
afterAll(() => stage[Symbol.asyncDispose]());

const ago = (ms: number) => Date.now() - ms;
const query = (text: string, values: unknown[] = []) =>
  stage.scene.database.pool.query(text, values);

/** A second after whatever was read before. */
async function board() {
  const before = await supervisor.send("GET", "/api/v1/board");
  for (;;) {
    const { body } = await supervisor.send("GET", "/api/v1/board");
    if (body.at !== before.body.at) return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
const queueOn = async (id: string) =>
  (await board()).queues.find((queue: { id: string }) => queue.id === id);

test("a queue says who waits, since when, who is served, and what is about to break", async () => {
  const { scene } = stage;
  const ana = await stage.newPerson({ name: "Ana" });
  const longest = ago(120_000);
  const waits = await scene.newConversation({ waitingSince: longest });
  await scene.newConversation({ waitingSince: ago(5_000) });
  const served = await scene.newConversation({ assigneeId: ana.id });
  await scene.newConversation({ status: "resolved" });
  await query(
    `insert into sla_promises (conversation_id, next_due_at, next_warning_at) values
      ($1, now() - interval '1 second', now() - interval '1 minute'),
      ($2, now() + interval '1 minute', now() - interval '1 second')`,
    [waits, served],
  );
  expect(await queueOn(scene.solvers)).toMatchObject({
    ...{ name: "Atendimento", waiting: 2, waitingSince: new Date(longest).toISOString() },
    ...{ inService: 1, atRisk: 1, broken: 1, due: 0, met: 0, abandoned: 0 },
  });
  expect(await queueOn(scene.technical)).toMatchObject({ waiting: 0, waitingSince: null });
  const { agents } = await board();
  expect(agents.find(({ id }: { id: string }) => id === ana.id)).toMatchObject({
    ...{ name: "Ana", wanted: "offline", reachable: false, activeAt: null },
    ...{ held: { sms: 1 }, load: 1, capacity: 6, queueIds: [scene.solvers] },
  });
  // Who serves no queue is nobody's colleague on the wall.
  expect(agents.some(({ id }: { id: string }) => id === supervisorId)).toBe(false);
});

test("today's promises are those that were to be kept by now, and chats nobody answered", async () => {
  const { scene } = stage;
  const chat = await scene.newConversation({ channel: "webchat", queueId: scene.directors });
  const clock = (state: string, measure: string, due: string | null, wallMs: number, n: number) =>
    query(
      `insert into sla_clocks (conversation_id, measure, started_at, queue_id, level, state, due_at,
        ended_at, wall_ms) values ($1, $2, now() - $6 * interval '1 second', $3, 1, $4, $5, now(), $7)`,
      [chat, measure, scene.directors, state, due, n, wallMs],
    );
  const now = new Date().toISOString();
  await clock("met", "first-response", now, 1, 1);
  await clock("broken", "resolution", now, 1, 2);
  await clock("running", "next-response", new Date(Date.now() + 60_000).toISOString(), 1, 3);
  await clock("met", "queue-wait", new Date(ago(3 * 24 * 3_600_000)).toISOString(), 1, 4);
  await clock("cancelled", "first-response", null, 30_000, 5);
  await clock("cancelled", "first-response", null, 5_000, 6);
  // Read anew by a process of its own: what is of today is asked for less often.
  const fresh = await createBoardOf(stage);
  expect(fresh.queues.find(({ id }) => id === scene.directors)).toMatchObject({
    ...{ due: 2, met: 1, abandoned: 1 },
  });
});

async function createBoardOf({ scene }: WebStage) {
  const { createBoard } = await import("./board/board.ts");
  const { createLog } = await import("../log/log.ts");
  const log = createLog({ level: "error", secrets: [], readable: false, write: () => {} });
  return createBoard({ database: scene.database, now: Date.now, newId: randomUUID, log }).read();
}

test("who watches gets the whole, then what changed, and after it stops nothing more", async () => {
  const { socket } = await stage.socketOf(supervisor);
  const changes: { after: string; revision: string; queues: { id: string; waiting: number }[] }[] =
    [];
  socket.on("board", (change) => changes.push(change));
  const whole = await socket.emitWithAck("watchBoard", { isWatching: true });
  const before = whole.queues.find(({ id }: { id: string }) => id === stage.scene.technical);
  await stage.scene.newConversation({ queueId: stage.scene.technical });
  const seen = () =>
    changes.flatMap(({ queues }) => queues).find(({ id }) => id === stage.scene.technical);
  await until(() => seen() !== undefined);
  expect(seen()?.waiting).toBe(before.waiting + 1);
  // Each change follows the one before, from the whole on.
  expect(changes[0]?.after).toBe(whole.revision);
  for (const [at, change] of changes.entries()) {
    if (at > 0) expect(change.after).toBe(changes[at - 1]?.revision);
  }
});

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("never");
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

test("to an agent the board is not shown, on no wire", async () => {
  const agent = await stage.logIn(await stage.newPerson());
  const { socket } = await stage.socketOf(agent);
  const told: unknown[] = [];
  socket.on("board", (change) => told.push(change));
  expect(await socket.emitWithAck("watchBoard", { isWatching: true })).toBeNull();
  for (const path of ["/board", "/board/minutes", "/settings/board"]) {
    expect((await agent.send("GET", `/api/v1${path}`)).status).toBe(403);
  }
  expect(told).toEqual([]);
});

test("the minutes of the last hour, of each queue and of all", async () => {
  const minute = Math.floor(Date.now() / 60_000) * 60_000;
  const row = { waiting: 3, longestWaitSeconds: 60, inService: 1, met: 1, due: 2, abandoned: 0 };
  const { pool } = stage.scene.database;
  await saveBoardMinutes(pool, [
    { minute, queueId: null, available: 2, ...row },
    { minute, queueId: stage.scene.solvers, available: 1, ...row },
    { minute: minute - 2 * 3_600_000, queueId: null, available: 9, ...row },
  ]);
  await saveBoardMinutes(pool, [{ minute, queueId: null, available: 8, ...row }]);
  const { body } = await supervisor.send("GET", "/api/v1/board/minutes");
  expect(body.items).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ queueId: null, available: 2, waiting: 3 }),
      expect.objectContaining({ queueId: stage.scene.solvers, available: 1 }),
    ]),
  );
  expect(body.items).toHaveLength(2);
});

test("targets are kept as they were set, and nonsense is refused", async () => {
  const { body: before } = await supervisor.send("GET", "/api/v1/settings/board");
  const set = { ...before, targets: { ...before.targets, waiting: 3, keptPercent: null } };
  await supervisor.send("PUT", "/api/v1/settings/board", { body: set });
  expect((await supervisor.send("GET", "/api/v1/settings/board")).body).toEqual(set);
  const bad = { ...set, timeZone: "Mars/Olympus" };
  expect((await supervisor.send("PUT", "/api/v1/settings/board", { body: bad })).status).toBe(400);
});

test("who is told something hears of it at once, keeps it until it is read, and hears it once", async () => {
  const { scene } = stage;
  const reader = await stage.newPerson({ queueIds: [scene.technical] });
  const bystander = await stage.newPerson({ queueIds: [scene.directors] });
  const [client, other] = [await stage.logIn(reader), await stage.logIn(bystander)];
  const { until: told } = await stage.socketOf(client);
  const body = { id: randomUUID(), text: "Reunião às 15h", to: { queueIds: [scene.technical] } };
  const said = await supervisor.send("POST", "/api/v1/announcements", { body });
  expect(said).toMatchObject({ status: 201, body: { readers: 1 } });
  await supervisor.send("POST", "/api/v1/announcements", { body });
  await told((event) => event.type === "announcement.created" && event.announcementId === body.id);
  const unread = await client.send("GET", "/api/v1/announcements");
  expect(unread.body.items).toEqual([
    expect.objectContaining({ id: body.id, kind: "broadcast", fromName: "Sofia", text: body.text }),
  ]);
  expect((await other.send("GET", "/api/v1/announcements")).body.items).toEqual([]);
  // Of what is not one's own nothing is read away.
  await other.send("POST", "/api/v1/announcements/read", { body: { ids: [body.id] } });
  expect((await client.send("GET", "/api/v1/announcements")).body.items).toHaveLength(1);
  await client.send("POST", "/api/v1/announcements/read", { body: { ids: [body.id] } });
  expect((await client.send("GET", "/api/v1/announcements")).body.items).toEqual([]);
});

test("whose state a supervisor sets is told by whom and why", async () => {
  const ana = await stage.newPerson({ name: "Ana B" });
  const client = await stage.logIn(ana);
  const body = { wanted: "away", reason: "lunch", note: "Você está há 6 h sem pausa" };
  const set = await supervisor.send("PUT", `/api/v1/agents/${ana.id}/presence`, { body });
  expect(set.body).toMatchObject({ wanted: "away", wantedReason: "lunch" });
  const { body: unread } = await client.send("GET", "/api/v1/announcements");
  expect(unread.items).toEqual([
    expect.objectContaining({
      ...{ kind: "presence", fromName: "Sofia", text: body.note },
      ...{ wanted: "away", wantedReason: "lunch" },
    }),
  ]);
  await client.send("PUT", `/api/v1/agents/${ana.id}/presence`, { body: { wanted: "available" } });
  expect((await client.send("GET", "/api/v1/announcements")).body.items).toHaveLength(1);
});

test("telling nobody is refused", async () => {
  const body = { id: randomUUID(), text: "oi", to: { agentIds: [randomUUID()] } };
  const refused = await supervisor.send("POST", "/api/v1/announcements", { body });
  expect(refused).toMatchObject({
    status: 400,
    body: { code: "invalid", details: { because: "nobody-to-tell" } },
  });
});
