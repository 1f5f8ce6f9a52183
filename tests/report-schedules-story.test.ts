import { Buffer } from "node:buffer";
import { randomUUID } from "node:crypto";
import { createTellBulletin } from "../apps/gateway/src/bulletins/tell-bulletin.ts";
import { createOwnMail } from "../apps/gateway/src/own-mail/own-mail.ts";
import {
  type Client,
  createWebStage,
  type WebStage,
} from "../apps/gateway/src/web/testing/web-stage.ts";
import { hmacSigner } from "../packages/connector/src/index.ts";
import {
  type MailExchanger,
  startMailExchanger,
} from "../packages/connectors/src/email/transport/testing/mail-exchanger.ts";
import { beginsIn, DEFAULT_BOARD_SETTINGS, type Fact } from "../packages/domain/src/index.ts";
import { deliverBulletins, sendDueReports } from "../packages/router/src/index.ts";
import {
  FIGURES_FOLLOWER,
  findDueBulletins,
  forgetPosition,
  movePosition,
  type Position,
  saveBoardSettings,
  saveFacts,
  saveFiguresBuild,
  schema,
} from "../packages/store/src/index.ts";

/*
 * Reports by mail from the setting to the mailbox: the real API, real roll-ups, a real SMTP server, and a
 * clock that is moved by hand.
 */

const ZONE = "America/Sao_Paulo";
const MAIL_INBOX = "01900000-0000-7000-8000-00000000000e";
const NO_FILTER = { channel: null, queueId: null, agentId: null, categoryId: null };

let stage: WebStage;
let supervisor: Client;
let server: MailExchanger;
let clock: number;
/** When the next is due, by what was told when it was made. */
const due = (schedule: { nextAt: string }) => Date.parse(schedule.nextAt);

beforeAll(async () => {
  server = await startMailExchanger();
  stage = await createWebStage(undefined, /^127\.0\.0\.1$/);
  const { database } = stage.scene;
  supervisor = await stage.logIn(await stage.newPerson({ role: "supervisor", queueIds: [] }));
  const admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
  await saveBoardSettings(database.pool, { ...DEFAULT_BOARD_SETTINGS, timeZone: ZONE });
  await saveFiguresBuild(database.pool, { timeZone: ZONE, begunAt: 1 });
  await database.drizzle.insert(schema.inboxes).values({
    id: MAIL_INBOX as never,
    ...{ name: "Contato", channel: "email" as const },
    settings: {
      ...{ address: "contato@loja.example.com", displayName: "Loja", in: "none" },
      ...{ smtpHost: "127.0.0.1", smtpPort: server.port, smtpSecurity: "none" },
    },
  });
  await admin.send("PUT", "/api/v1/own-mail", { body: { inboxId: MAIL_INBOX } });
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});
beforeEach(async () => {
  server.taken.splice(0);
  server.recipients.clear();
  clock = Date.now();
  const { pool } = stage.scene.database;
  await pool.query("truncate report_schedules, bulletins, figure_facts, figure_rollups");
  await allCounted();
});

const send = (method: string, path = "", body?: unknown) =>
  supervisor.send(
    method,
    `/api/v1/report-schedules${path}`,
    body === undefined ? {} : { body: body as object },
  );
const schedule = {
  ...{ name: "Filas <da semana>", language: "pt-BR", isOn: true },
  addresses: ["Ana@Example.com", "bia@example.com"],
  rhythm: { every: "week", weekday: 1, minute: 8 * 60 },
  report: { id: "queues", format: "csv", filter: NO_FILTER },
};
const made = async (more: object = {}) => (await send("POST", "", { ...schedule, ...more })).body;

/** What is due at an instant, decided by a process of its own. */
const decide = (now: number) =>
  sendDueReports({ database: stage.scene.database, newId: randomUUID, now: () => now });
/** As the follower says when it has read all stories. */
const allCounted = () =>
  movePosition(stage.scene.database.pool, FIGURES_FOLLOWER, undefined, "0:0" as Position);

/** All that waits to be told, told. */
async function tell(): Promise<void> {
  const { database } = stage.scene;
  const now = () => clock;
  const mail = createOwnMail({
    ...{ database, sealer: stage.sealer, now, operator: undefined },
    ...{ signer: hmacSigner([Buffer.alloc(32, 7)]), mayReach: () => true },
    fetch: () => Promise.reject(new Error("there are no tokens here")),
  });
  const told = createTellBulletin({
    ...{ database, mail, post: fetch, now, publicUrl: "https://circuito.example" },
    sealer: stage.sealer,
  });
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const ids = await findDueBulletins(database.pool, clock, 100);
  await deliverBulletins({ database, tell: told, now, log: silent }, ids);
  await mail.stop();
}

/** A conversation whose customer was answered ten minutes after it began. */
async function answered(began: number): Promise<void> {
  const { scene } = stage;
  const id = await scene.newConversation({ arrivedAt: began });
  const { rows } = await scene.database.pool.query(
    "select inbox_id from conversations where id = $1",
    [id],
  );
  const fact = { queueId: scene.solvers, level: 1 as const, agentId: undefined, count: 1 };
  const facts: Fact[] = [
    { ...fact, fact: "opened", at: began },
    { ...fact, fact: "replies", at: began + 600_000 },
    { ...fact, fact: "first-response", at: began + 600_000, value: 600_000, business: 600_000 },
  ];
  const subject = {
    ...{ inboxId: rows[0].inbox_id, channel: "sms" as const, categoryId: undefined, segments: [] },
  };
  await scene.database.transaction(({ client }) =>
    saveFacts(client, [{ conversationId: id, subject, facts }], beginsIn(ZONE)),
  );
}

const decoded = (bytes: string): string =>
  bytes
    .replace(/=\r?\n/g, "")
    .replace(/((?:=[0-9A-F]{2})+)/g, (all) =>
      Buffer.from(all.replaceAll("=", ""), "hex").toString(),
    );

test("the report of the week that ended reaches each on the list, with its numbers and a file", async () => {
  const one = await made();
  expect(one).toMatchObject({ timeZone: ZONE, addresses: ["ana@example.com", "bia@example.com"] });
  clock = due(one);
  expect(new Date(clock).toLocaleString("en-GB", { timeZone: ZONE, weekday: "long" })).toBe(
    "Monday",
  );
  await answered(clock - 3 * 86_400_000);
  // Of this Monday itself nothing is in it.
  await answered(clock - 60_000);
  expect(await decide(clock - 1)).toEqual([]);
  expect(await decide(clock)).toHaveLength(2);
  await tell();
  expect(server.taken.flatMap(({ to }) => to).sort()).toEqual([
    "ana@example.com",
    "bia@example.com",
  ]);
  const bytes = decoded(server.taken[0]?.bytes ?? "");
  expect(bytes).toContain("Filas &lt;da semana&gt;");
  expect(bytes).toMatch(/Respostas: 1\r?\n/);
  expect(bytes).toContain("Primeira resposta: 10 min");
  expect(bytes).toMatch(/filename="?circuito-[\d-]+\.csv/);
  expect(bytes).toContain("https://circuito.example/reports?report=queues&from=");
  const { body } = await send("GET", `/${one.id}/sendings`);
  expect(
    body.items.map(({ to, state }: { to: string; state: string }) => [to, state]).sort(),
  ).toEqual([
    ["ana@example.com", "told"],
    ["bia@example.com", "told"],
  ]);
});

test("whoever looks when, and however often: a period is sent to each once", async () => {
  const one = await made();
  clock = due(one);
  const looks = await Promise.all(Array.from({ length: 6 }, () => decide(clock)));
  expect(looks.flat()).toHaveLength(2);
  // Set back to the same time by hand, as a restored backup may have it.
  await stage.scene.database.pool.query("update report_schedules set next_at = $1", [one.nextAt]);
  expect(await decide(clock)).toEqual([]);
  await tell();
  await tell();
  expect(server.taken).toHaveLength(2);
});

test("of Mondays that went by while nobody looked, the last is made up for", async () => {
  const one = await made();
  clock = due(one) + 15 * 86_400_000;
  expect(await decide(clock)).toHaveLength(2);
  const { body } = await send("GET", `/${one.id}/sendings`);
  const until = new Date(due(one) + 13 * 86_400_000).toISOString().slice(0, 10);
  expect(body.items).toMatchObject([{ until }, { until }]);
  const [next] = (await send("GET")).body.items;
  expect(Date.parse(next.nextAt)).toBe(due(one) + 21 * 86_400_000);
});

test("what has not all been counted is not sent, but tried again", async () => {
  const one = await made({ addresses: ["ana@example.com"] });
  clock = due(one);
  await decide(clock);
  await forgetPosition(stage.scene.database.pool, FIGURES_FOLLOWER);
  await tell();
  const read = async () => (await send("GET", `/${one.id}/sendings`)).body.items[0];
  expect(await read()).toMatchObject({ state: "waiting", because: "not-counted" });
  expect(server.taken).toEqual([]);
  await allCounted();
  clock += 60_000;
  await tell();
  expect(await read()).toMatchObject({ state: "told", because: null, attempts: 2 });
});

test("one that is off is not sent, and what went by meanwhile is not made up for", async () => {
  const one = await made();
  await send("PATCH", `/${one.id}`, { isOn: false });
  expect(await decide(due(one))).toEqual([]);
  const { body } = await send("PATCH", `/${one.id}`, { isOn: true });
  expect(Date.parse(body.nextAt)).toBeGreaterThan(Date.now());
});

test("sent now, it says how each took it, and changes nothing of when it is sent", async () => {
  const one = await made({ report: { ...schedule.report, id: "overview", format: "xlsx" } });
  server.recipients.set("bia@example.com", "550 5.1.1 no such user");
  const { body } = await send("POST", `/${one.id}/send`, {});
  expect(body.items).toMatchObject([
    { to: "ana@example.com", because: null },
    { to: "bia@example.com", because: expect.stringMatching(/no-such-address|refused/) },
  ]);
  expect(server.taken).toHaveLength(1);
  expect(server.taken[0]?.bytes).toMatch(/circuito-[\d-]+\.xlsx/);
  expect((await send("GET")).body.items).toMatchObject([{ nextAt: one.nextAt }]);
});

test("what makes no sense is refused in a sentence, and one that is removed is gone with its log", async () => {
  for (const wrong of [
    { addresses: [] },
    { addresses: ["nobody"] },
    { rhythm: { every: "week", weekday: 8, minute: 0 } },
    { rhythm: { every: "day", weekday: 1, minute: 1_440 } },
    { report: { ...schedule.report, id: "circuit" } },
    {
      report: {
        ...schedule.report,
        filter: { ...NO_FILTER, agentId: MAIL_INBOX, categoryId: MAIL_INBOX },
      },
    },
  ]) {
    expect(await send("POST", "", { ...schedule, ...wrong })).toMatchObject({
      ...{ status: 400, body: { code: "invalid" } },
    });
  }
  const one = await made();
  await decide(due(one));
  expect((await send("DELETE", `/${one.id}`)).status).toBe(200);
  expect((await send("GET", `/${one.id}/sendings`)).status).toBe(404);
  const { rows } = await stage.scene.database.pool.query(
    "select count(*)::int as n from bulletins",
  );
  expect(rows).toEqual([{ n: 0 }]);
});
