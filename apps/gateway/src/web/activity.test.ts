import type { Person } from "@circuito/desk/testing";
import { DEFAULT_BOARD_SETTINGS, type QueueId } from "@circuito/domain";
import { saveBoardSettings } from "@circuito/store";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

const DAY = "2026-03-10";
const at = (time: string, date = DAY) => `${date}T${time}:00-03:00`;
const utc = (time: string) => new Date(at(time)).toISOString();

let stage: WebStage;
let ana: Person;
let bia: Person;
let admin: Client;
let solvers: QueueId;
beforeAll(async () => {
  stage = await createWebStage();
  const { scene } = stage;
  solvers = scene.solvers;
  await saveBoardSettings(scene.database.pool, {
    ...DEFAULT_BOARD_SETTINGS,
    timeZone: "America/Sao_Paulo",
  });
  ana = await stage.newPerson({ name: "Ana", queueIds: [solvers] });
  bia = await stage.newPerson({ name: "Bia", queueIds: [scene.directors] });
  admin = await stage.logIn(await stage.newPerson({ name: "Zoe", role: "admin", queueIds: [] }));
  await was(ana, at("18:00", "2026-03-09"), "offline");
  await was(ana, at("08:00"), "available");
  await was(ana, at("12:00"), "away", { reason: "lunch" });
  await was(ana, at("13:00"), "available");
  await was(ana, at("15:00"), "available", { reachable: false });
  await was(ana, at("15:10"), "available");
  await was(ana, at("18:00"), "offline");
  const id = await scene.newConversation();
  await did(ana, id, "claimed", "took-next", at("08:05"));
  await did(ana, id, "labelled", "by-hand", at("08:06"));
  await did(ana, id, "directed", "category", at("08:30"));
  await did(ana, id, "resolved", "answered", at("09:00", "2026-03-11"));
});
afterAll(() => stage[Symbol.asyncDispose]());

async function was(
  { id }: Person,
  when: string,
  wanted: string,
  { reason = null, reachable = true }: { reason?: string | null; reachable?: boolean } = {},
): Promise<void> {
  await stage.scene.database.pool.query(
    `insert into presence_changes (agent_id, at, wanted, reason, reachable) values ($1, $2, $3, $4, $5)`,
    [id, when, wanted, reason, reachable],
  );
}

async function did(
  { id }: Person,
  conversationId: string,
  kind: string,
  because: string,
  when: string,
) {
  await stage.scene.database.pool.query(
    `insert into activities (conversation_id, kind, actor_id, data, because, at)
      values ($1, $2, $3, '{}', $4, $5)`,
    [conversationId, kind, id, because, when],
  );
}

const ask = async (client: Client, query = "") =>
  client.send("GET", `/api/v1/reports/activity?date=${DAY}${query}`);
const namesFor = async (client: Client, query = "") =>
  (await ask(client, query)).body.agents.map(({ name }: { name: string }) => name);

test("a day is told in the zone of reports: what they were, how long, and what they did", async () => {
  const { body } = await ask(admin, `&agentId=${ana.id}`);
  expect(body).toMatchObject({
    timeZone: "America/Sao_Paulo",
    from: utc("00:00"),
    to: new Date(at("00:00", "2026-03-11")).toISOString(),
  });
  expect(body.agents).toHaveLength(1);
  expect(
    body.agents[0].spans.map((span: Record<string, unknown>) => [
      span.state,
      span.reason,
      span.from,
    ]),
  ).toEqual([
    ["offline", null, utc("00:00")],
    ["available", null, utc("08:00")],
    ["away", "lunch", utc("12:00")],
    ["available", null, utc("13:00")],
    ["disconnected", null, utc("15:00")],
    ["available", null, utc("15:10")],
    ["offline", null, utc("18:00")],
  ]);
  const hour = 3_600;
  expect(body.agents[0].seconds).toEqual({
    available: 8 * hour + 50 * 60,
    busy: 0,
    away: hour,
    disconnected: 600,
    offline: 14 * hour,
  });
  expect(body.agents[0].did).toEqual({ claimed: 1, answered: 0, directed: 1, resolved: 0 });
  expect(body.acts.map((act: Record<string, unknown>) => [act.act, act.at])).toEqual([
    ["claimed", utc("08:05")],
    ["directed", utc("08:30")],
  ]);
});

test("an agent is told of themselves, supervisors and admins of all, as of other reports", async () => {
  expect(await namesFor(await stage.logIn(ana))).toEqual(["Ana"]);
  expect(await namesFor(await stage.logIn(ana), `&agentId=${bia.id}`)).toEqual([]);
  const lead = await stage.logIn(
    await stage.newPerson({ name: "Lia", role: "supervisor", queueIds: [solvers] }),
  );
  expect(await namesFor(lead)).toEqual(["Ana", "Bia", "Lia", "Zoe"]);
  expect(await namesFor(lead, `&queueId=${stage.scene.directors}`)).toEqual(["Bia"]);
  expect(await namesFor(admin)).toEqual(["Ana", "Bia", "Lia", "Zoe"]);
  expect(await namesFor(admin, `&queueId=${stage.scene.directors}`)).toEqual(["Bia"]);
  // Of several people nothing is told act by act.
  expect((await ask(admin)).body.acts).toBeNull();
});

test("as a file there is a row for each stretch", async () => {
  const { body, headers } = await admin.send(
    "GET",
    `/api/v1/reports/activity/file?date=${DAY}&agentId=${ana.id}&language=pt-BR`,
  );
  expect(headers.get("content-disposition")).toContain(`circuito-${DAY}-activity.csv`);
  const lines = body.trimEnd().split("\r\n");
  expect(lines).toHaveLength(8);
  expect(lines[0]).toContain("Atendente;Estado;Motivo;De;Até;Segundos");
  expect(lines[3]).toBe(`Ana;Em pausa;Almoço;${utc("12:00")};${utc("13:00")};3600`);
});

test("what is to come is nobody's state, and a date is a date", async () => {
  const { body } = await admin.send("GET", "/api/v1/reports/activity?date=2999-01-01");
  expect(body.agents.every(({ spans }: { spans: unknown[] }) => spans.length === 0)).toBe(true);
  expect((await admin.send("GET", "/api/v1/reports/activity?date=2026-02-30")).status).toBe(400);
});
