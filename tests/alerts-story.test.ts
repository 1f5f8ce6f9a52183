import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createTellBulletin } from "../apps/gateway/src/bulletins/tell-bulletin.ts";
import { createOwnMail, type OwnMail } from "../apps/gateway/src/own-mail/own-mail.ts";
import {
  type Client,
  createWebStage,
  type WebStage,
} from "../apps/gateway/src/web/testing/web-stage.ts";
import { hmacSigner } from "../packages/connector/src/index.ts";
import { loopMark } from "../packages/connectors/src/email/index.ts";
import {
  type MailExchanger,
  startMailExchanger,
} from "../packages/connectors/src/email/transport/testing/mail-exchanger.ts";
import { classifyMail } from "../packages/domain/src/index.ts";
import { deliverBulletins, judgeAlerts } from "../packages/router/src/index.ts";
import { findDueBulletins, schema } from "../packages/store/src/index.ts";

/*
 * Alerts from the setting to the mailbox and the chat room: the real API, a real SMTP server, a real
 * receiver of webhooks.
 */

const signer = hmacSigner([Buffer.alloc(32, 7)]);
const MAIL_INBOX = "01900000-0000-7000-8000-00000000000e";
const SECRET_PATH = "/services/T0/B0/not-to-be-seen";

let stage: WebStage;
let admin: Client;
let server: MailExchanger;
let room: Server;
let roomUrl: string;
let answer: (response: ServerResponse) => void;
const said: { readonly path: string; readonly text: string; readonly blocks: unknown }[] = [];

beforeAll(async () => {
  server = await startMailExchanger();
  room = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    said.push({ path: request.url ?? "", ...JSON.parse(Buffer.concat(chunks).toString()) });
    answer(response);
  });
  await new Promise<void>((listening) => room.listen(0, "127.0.0.1", listening));
  roomUrl = `http://127.0.0.1:${(room.address() as AddressInfo).port}${SECRET_PATH}`;
  stage = await createWebStage(undefined, /^127\.0\.0\.1$/);
  admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
  await stage.scene.database.drizzle.insert(schema.inboxes).values({
    id: MAIL_INBOX as never,
    name: "Contato",
    channel: "email",
    settings: {
      ...{ address: "contato@loja.example.com", displayName: "Loja", in: "none" },
      ...{ smtpHost: "127.0.0.1", smtpPort: server.port, smtpSecurity: "none" },
    },
  });
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  room.closeAllConnections();
  room.close();
});
beforeEach(async () => {
  answer = (response) => response.end("ok");
  said.splice(0);
  server.taken.splice(0);
  server.recipients.clear();
  await stage.scene.database.pool.query("delete from alert_rules");
  await send("PUT", "/own-mail", { inboxId: MAIL_INBOX });
});

const send = (method: string, path: string, body?: unknown) =>
  admin.send(method, `/api/v1${path}`, body === undefined ? {} : { body });
const alert = {
  ...{ name: "Fila <cheia>", language: "pt-BR", pauseMinutes: 30, isOn: true },
  condition: { kind: "queue-waiting", subjectId: null, limit: 0 },
  targets: [
    { kind: "mail", address: "Ana@Example.com" },
    { kind: "slack", name: "#supervisão", url: "" },
  ],
};
const made = async (more: object = {}) => {
  const [mail, slack] = alert.targets;
  const targets = [mail, { ...slack, url: roomUrl }];
  return (await send("POST", "/alerts", { ...alert, targets, ...more })).body;
};

/** All that waits to be told, told by a process that has this mail. */
async function tell(mail: OwnMail): Promise<void> {
  const { database } = stage.scene;
  const { pool } = database;
  const told = createTellBulletin({
    ...{ database, mail, post: fetch, now: Date.now, publicUrl: "https://circuito.example" },
    sealer: stage.sealer,
  });
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const sender = { database, tell: told, now: Date.now, log: silent };
  await deliverBulletins(sender, await findDueBulletins(pool, Date.now(), 100));
}

const ownMail = (more: object = {}) =>
  createOwnMail({
    ...{ database: stage.scene.database, sealer: stage.sealer, signer, now: Date.now },
    ...{ mayReach: (address: string) => address === "127.0.0.1", operator: undefined },
    fetch: () => Promise.reject(new Error("there are no tokens here")),
    ...more,
  });

test("an alert reaches the mailbox and the room, with its numbers and a link", async () => {
  const { id } = await made();
  const conversation = await stage.scene.newConversation();
  await stage.scene.database.pool.query(
    "update conversations set assignee_id = null, status = 'open' where id = $1",
    [conversation],
  );
  await judgeAlerts({ ...stage.scene.desk, now: Date.now });
  const mail = ownMail();
  await tell(mail);
  await mail.stop();
  const [letter] = server.taken;
  expect(letter).toMatchObject({ from: "", to: ["ana@example.com"] });
  expect(letter?.bytes).toContain("From: Loja <contato@loja.example.com>");
  expect(letter?.bytes).toMatch(/Message-ID:\s+<circuito\.[\w-]+@loja\.example\.com>/i);
  expect(said).toMatchObject([{ path: SECRET_PATH }]);
  expect(said[0]?.text).toContain("Alerta: Fila &lt;cheia&gt;");
  expect(said[0]?.text).toContain("<https://circuito.example/board|Abrir no Circuito>");
  const { body } = await send("GET", `/alerts/${id}/bulletins`);
  expect(body.items).toMatchObject([
    { tells: "fired", to: "#supervisão", state: "told", answer: "ok" },
    { tells: "fired", to: "ana@example.com", state: "told" },
  ]);
});

test("our own letters say so: come back to an inbox of ours, they are a loop and no conversation", async () => {
  const mail = ownMail();
  await mail.send({
    ...{ id: "x", to: "contato@loja.example.com", subject: "s", text: "t", html: "<p>t</p>" },
    ...{ attachments: [], date: Date.now() },
  });
  await mail.stop();
  const [head = ""] = server.taken[0]?.bytes.split("\r\n\r\n") ?? [];
  const headers = head
    .replace(/\r\n[ \t]+/g, " ")
    .split("\r\n")
    .map((line) => ({
      name: line.slice(0, line.indexOf(":")).toLowerCase(),
      value: line.slice(line.indexOf(":") + 1).trim(),
    }));
  const classified = classifyMail(
    {
      ...{ headers, subject: "s", messageId: "x@example.com", from: ["else@example.com"] },
      bounce: undefined,
    },
    {
      ...{ ownAddresses: new Set<string>(), isOurMessageId: () => false, answersOurs: false },
      ...{ loopMark: loopMark(signer), isSelfTest: false },
      ...{ recentFromSender: 0, recentSameBody: 0 },
    },
  );
  expect(classified).toMatchObject({ class: "loop", noAnswer: true });
  expect(head).toMatch(/^Auto-Submitted: auto-generated\r?$/m);
  expect(head).toMatch(/^X-Auto-Response-Suppress: All\r?$/m);
});

test("a test says how each took it", async () => {
  const { id } = await made();
  server.recipients.set("ana@example.com", "550 5.1.1 no such user");
  answer = (response) => response.writeHead(404).end("no_service");
  const refused = await send("POST", `/alerts/${id}/test`, {});
  expect(refused.body.items).toMatchObject([
    { to: "ana@example.com", because: expect.stringMatching(/no-such-address|refused/) },
    { to: "#supervisão", because: "refused", answer: "404 no_service" },
  ]);
  server.recipients.clear();
  answer = (response) => response.end("ok");
  const taken = await send("POST", `/alerts/${id}/test`, {});
  expect(taken.body.items).toMatchObject([{ because: null }, { because: null, answer: "ok" }]);
  expect(server.taken).toHaveLength(1);
  expect(said.at(-1)?.text).toContain("Teste: Fila");
});

test("a room's address is a secret: nobody is shown it, it stays when it is not given, and it is guarded", async () => {
  const created = await made();
  expect(JSON.stringify(created)).not.toContain("not-to-be-seen");
  const [mail, slack] = created.targets;
  expect(slack).toMatchObject({ name: "#supervisão", host: new URL(roomUrl).host });
  const { rows } = await stage.scene.database.pool.query("select targets::text from alert_rules");
  expect(rows[0].targets).not.toContain("not-to-be-seen");
  const kept = [mail && { kind: "mail", address: mail.address }, { ...slack, host: undefined }];
  const changed = await send("PATCH", `/alerts/${created.id}`, { targets: kept });
  expect(changed.body.targets).toEqual(created.targets);
  await send("POST", `/alerts/${created.id}/test`, {});
  expect(said).toMatchObject([{ path: SECRET_PATH }]);
  const targets = [{ kind: "slack", name: "x", url: "https://10.0.0.1/services" }];
  expect(await send("POST", "/alerts", { ...alert, targets })).toMatchObject({
    ...{ status: 400, body: { details: { because: "url-not-public" } } },
  });
  expect(stage.lines.join("")).not.toContain("not-to-be-seen");
});

test.each([
  [
    "a category alert without a category",
    { condition: { ...alert.condition, kind: "category-volume" } },
  ],
  ["nobody to tell", { targets: [] }],
  ["an address that is none", { targets: [{ kind: "mail", address: "ana" }] }],
  ["a room that is not there", { targets: [{ kind: "slack", id: MAIL_INBOX, name: "x" }] }],
  ["no pause", { pauseMinutes: 0 }],
])("%s is refused", async (_, more) => {
  const targets = [{ kind: "mail", address: "ana@example.com" }];
  expect((await send("POST", "/alerts", { ...alert, targets, ...more })).status).toBe(400);
});

test("without a way out the letter is not tried, and the page says why", async () => {
  await send("PUT", "/own-mail", { inboxId: null });
  expect((await send("GET", "/own-mail")).body).toEqual({
    ...{ kind: "none", from: null, inboxId: null, because: "not-chosen" },
  });
  const tested = await send("POST", "/own-mail/test", { to: "ana@example.com", language: "en" });
  expect(tested.body).toEqual({ because: "no-sender", answer: null });
  expect(await send("PUT", "/own-mail", { inboxId: stage.scene.inboxId })).toMatchObject({
    ...{ status: 400, body: { details: { because: "no-such-inbox" } } },
  });
});

test("the operator's own server wins over what was chosen", async () => {
  const operator = {
    ...{ host: "127.0.0.1", port: server.port, security: "none" as const },
    from: { name: "Circuito", address: "circuito@loja.example.com" },
  };
  const mail = ownMail({ operator });
  expect(await mail.standing()).toEqual({ kind: "operator", from: "circuito@loja.example.com" });
  await mail.send({
    ...{ id: "y", to: "ana@example.com", subject: "s", text: "t", html: "<p>t</p>" },
    ...{ attachments: [], date: Date.now() },
  });
  await mail.stop();
  expect(server.taken[0]?.bytes).toContain("From: Circuito <circuito@loja.example.com>");
});
