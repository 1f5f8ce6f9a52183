import { schema } from "@circuito/store";
import { uuidv7 } from "uuidv7";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let carla: Client;
let elisa: Client;
let lead: Client;
let admin: Client;
beforeAll(async () => {
  stage = await createWebStage();
  const { directors, technical } = stage.scene;
  carla = await stage.logIn(await stage.newPerson({ name: "Carla", queueIds: [directors] }));
  elisa = await stage.logIn(await stage.newPerson({ name: "Elisa", queueIds: [technical] }));
  lead = await stage.logIn(await stage.newPerson({ role: "supervisor", queueIds: [] }));
  admin = await stage.logIn(await stage.newPerson({ role: "admin", queueIds: [] }));
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

const MINUTE_MS = 60_000;
const at = (id: string, rest = "") => `/api/v1/conversations/${id}${rest}`;
async function act(who: Client, id: string, verb: string, body: object = {}) {
  const { epoch } = (await lead.send("GET", at(id))).body;
  return who.send("POST", at(id, `/${verb}`), { body: { epoch, ...body } });
}
const registered = (promisedAt = new Date(Date.now() + 60 * MINUTE_MS).toISOString()) => ({
  queueId: stage.scene.technical,
  title: "Roteador não liga",
  category: "Equipamento",
  summary: "Luz apagada",
  urgency: "high",
  promisedAt,
});

test("every stay of a conversation is told, with words and times", async () => {
  await admin.send("PATCH", `/api/v1/queues/${stage.scene.technical}`, {
    body: { acceptWithinMinutes: 30 },
  });
  const id = await stage.scene.newConversation({ queueId: stage.scene.directors });
  await act(carla, id, "claim");
  expect((await act(carla, id, "direct", registered())).status).toBe(200);
  const waiting = (await carla.send("GET", at(id, "/hops"))).body;
  // It left her queue, and she sees it no more.
  expect(waiting).toMatchObject({ code: "not-found" });
  const { body } = await elisa.send("GET", at(id, "/hops"));
  expect(body.arrival).toMatchObject({
    queueId: stage.scene.directors,
    acceptedBy: { name: "Carla" },
  });
  const [hop] = body.items;
  expect(hop).toMatchObject({ n: 1, kind: "direct", note: "Luz apagada", acceptedAt: null });
  expect(Date.parse(hop.acceptBy) - Date.parse(hop.at)).toBe(30 * MINUTE_MS);

  await act(elisa, id, "claim");
  await act(elisa, id, "return", { reason: "Falta o modelo" });
  const after = (await carla.send("GET", at(id, "/hops"))).body.items;
  expect(after).toMatchObject([
    { kind: "direct", acceptedBy: { name: "Elisa" }, leftAt: after[1].at },
    { kind: "return", note: "Falta o modelo", toQueueId: stage.scene.directors, leftAt: null },
  ]);
});

test.each([
  ["direct", () => ({ ...registered(), title: "---" }), "says-nothing"],
  ["direct", () => registered("2020-01-01T00:00:00Z"), "promise-in-the-past"],
  [
    "escalate",
    () => ({ queueId: stage.scene.technical, tried: "Reiniciar", result: "." }),
    "says-nothing",
  ],
  ["transfer", () => ({ queueId: stage.scene.solvers, note: "…" }), "says-nothing"],
] as const)("%s without what the receiver needs is refused: %#", async (verb, body, because) => {
  const id = await stage.scene.newConversation({ queueId: stage.scene.directors });
  const refused = await act(carla, id, verb, body());
  expect(refused).toMatchObject({ status: 400, body: { code: "invalid", details: { because } } });
});

test("an escalation without what came of it is no escalation", async () => {
  const id = await stage.scene.newConversation({ queueId: stage.scene.directors });
  const body = { queueId: stage.scene.technical, tried: "Reiniciar" };
  expect((await act(carla, id, "escalate", body)).status).toBe(400);
});

test("supervisors find what nobody took in time and what is passed to and fro, and only they", async () => {
  const { scene } = stage;
  const late = await scene.newConversation({ queueId: scene.directors });
  await act(carla, late, "direct", registered());
  const passed = await scene.newConversation({ queueId: scene.directors });
  await act(carla, passed, "direct", registered());
  await act(elisa, passed, "claim");
  await act(elisa, passed, "return", { reason: "não é nosso" });
  await act(carla, passed, "claim");
  // There is no supervisors' queue here: it goes as asked, marked.
  const again = await act(carla, passed, "direct", registered());
  expect(again.body).toMatchObject({
    queueId: scene.technical,
    handOver: { diverted: "same-queue-twice" },
  });
  await scene.database.pool.query(
    "update hops set accept_by = now() - interval '1 minute' where conversation_id = $1",
    [late],
  );
  const { body } = await lead.send("GET", "/api/v1/hand-overs");
  const found = body.items.map((hop: { conversationId: string }) => hop.conversationId);
  expect(found).toEqual([late, passed]);
  expect((await carla.send("GET", "/api/v1/hand-overs")).status).toBe(403);
});

test("a shift is a calendar that exists, and idleness is between five minutes and a day", async () => {
  const ana = await stage.newPerson();
  const calendarId = uuidv7();
  await stage.scene.database.drizzle.insert(schema.calendars).values({
    id: calendarId,
    name: "Manhã",
    calendar: { timeZone: "America/Sao_Paulo", intervals: [{ weekday: 1, from: 480, to: 720 }] },
  });
  const shift = (id: string | null) =>
    lead.send("PUT", `/api/v1/agents/${ana.id}/shift`, { body: { calendarId: id } });
  expect((await shift(calendarId)).body).toMatchObject({ id: ana.id, shiftId: calendarId });
  expect((await shift(uuidv7())).status).toBe(404);
  expect((await shift(null)).body).toMatchObject({ shiftId: null });

  const settings = (idleAwayMinutes: number | null) =>
    admin.send("PUT", "/api/v1/settings/presence", { body: { idleAwayMinutes } });
  expect((await settings(4)).status).toBe(400);
  expect((await settings(15)).body).toMatchObject({ idleAwayMinutes: 15 });
  expect((await lead.send("GET", "/api/v1/settings/presence")).body).toMatchObject({
    idleAwayMinutes: 15,
  });
  expect((await settings(null)).body).toMatchObject({ idleAwayMinutes: null });
});

test("everybody reads which breaks there are, and an admin says which", async () => {
  const ana = await stage.newPerson();
  const client = await stage.logIn(ana);
  const read = async () => (await client.send("GET", "/api/v1/settings/presence")).body.breaks;
  const save = (breaks?: readonly string[]) =>
    admin.send("PUT", "/api/v1/settings/presence", { body: { idleAwayMinutes: null, breaks } });
  const usual = ["break", "lunch", "meeting", "training", "other"];
  expect(await read()).toEqual(usual);
  const own = ["lunch", "own:Ginástica laboral"];
  expect((await save(own)).body).toEqual({ idleAwayMinutes: null, breaks: own });
  // What is said of idleness alone leaves them as they are.
  await save();
  expect(await read()).toEqual(own);
  const presence = (reason: string) =>
    client.send("PUT", `/api/v1/agents/${ana.id}/presence`, { body: { wanted: "away", reason } });
  expect((await presence("own:Ginástica laboral")).body).toMatchObject({
    wantedReason: "own:Ginástica laboral",
  });
  expect((await presence("meeting")).body).toMatchObject({ details: { because: "no-such-break" } });
  for (const wrong of [["lunch", "lunch"], ["own:"], ["idle"], [`own:${"x".repeat(41)}`]]) {
    expect((await save(wrong)).status).toBe(400);
  }
  await save(usual);
});

test("a break is told with its reason and since when, and being available needs none", async () => {
  const ana = await stage.newPerson();
  const client = await stage.logIn(ana);
  const set = async (body: object) =>
    (await client.send("PUT", `/api/v1/agents/${ana.id}/presence`, { body })).body;
  const before = Date.now();
  const away = await set({ wanted: "away", reason: "lunch" });
  expect(away).toMatchObject({ wanted: "away", wantedReason: "lunch" });
  expect(Date.parse(away.wantedSince)).toBeGreaterThan(before - 60_000);
  expect(await set({ wanted: "available", reason: "lunch" })).toMatchObject({ wantedReason: null });
  // What only we say of somebody nobody says of themselves.
  expect(await set({ wanted: "away", reason: "missed-offers" })).toMatchObject({ code: "invalid" });
});
