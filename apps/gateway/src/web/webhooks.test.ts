import { randomUUID } from "node:crypto";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { verifyWebhook } from "@circuito/connector";
import { WEBHOOK_EVENTS } from "@circuito/domain";
import { webhookBodyOf, webhookPayload } from "@circuito/protocol";
import {
  addWebhookDeliveries,
  claimWebhooks,
  endWebhookAttempt,
  findWebhook,
} from "@circuito/store";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let admin: Client;
let receiver: Server;
let url: string;
let answer: (response: ServerResponse) => void;
let came: { headers: Record<string, string>; body: Buffer } | undefined;
beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    came = { headers: request.headers as Record<string, string>, body: Buffer.concat(chunks) };
    answer(response);
  });
  await new Promise<void>((listening) => receiver.listen(0, "127.0.0.1", listening));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  stage = await createWebStage(undefined, /^127\.0\.0\.1$/);
  admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
  receiver.closeAllConnections();
  receiver.close();
});
beforeEach(async () => {
  answer = (response) => response.end();
  await stage.scene.database.pool.query("delete from webhook_endpoints");
});

const send = (method: string, path: string, body?: unknown) =>
  admin.send(method, `/api/v1${path}`, body === undefined ? {} : { body });
const made = async (more: object = {}) =>
  (await send("POST", "/webhooks", { name: "ERP", url, events: ["message.received"], ...more }))
    .body;

/** Something that the endpoint was told, and how that ended. */
async function told(endpointId: string, state: "delivered" | "failed"): Promise<string> {
  const { pool } = stage.scene.database;
  const id = randomUUID();
  const payload = '{"type":"message.received"}';
  const delivery = { id, endpointId, event: "message.received", eventKey: id, payload } as const;
  await addWebhookDeliveries(pool, [delivery], Date.now());
  const [claimed] = await claimWebhooks(pool, endpointId, {
    ...{ limit: 1, leaseMs: 30_000, now: Date.now() },
  });
  if (!claimed) throw new Error("nothing to claim");
  const because = state === "delivered" ? null : "status";
  const attempt = { at: Date.now(), status: because ? 500 : 200, because, ms: 12 } as const;
  await endWebhookAttempt(pool, claimed, { state }, { attempt, answer: "ok", now: Date.now() });
  return id;
}

test("a secret is shown once, and sealed; it signs a test that says how it was taken", async () => {
  const { webhook, secret } = await made();
  expect(webhook).toMatchObject({ name: "ERP", url, off: null, health: { tried: 0 } });
  const listed = await send("GET", "/webhooks");
  expect(listed.body.items).toEqual([webhook]);
  expect(JSON.stringify(listed.body)).not.toContain(secret);
  const stored = await findWebhook(stage.scene.database.pool, webhook.id);
  expect(stored?.secret).not.toContain(secret);
  answer = (response) => response.writeHead(200).end("obrigado");
  const tried = await send("POST", `/webhooks/${webhook.id}/test`, {});
  expect(tried.body).toMatchObject({ because: null, status: 200, answer: "obrigado" });
  if (!came) throw new Error("nothing came");
  expect(verifyWebhook([secret], came, Date.now())).toMatchObject({ ok: true });
  expect(webhookPayload.parse(JSON.parse(came.body.toString())).type).toBe("webhook.test");
  answer = (response) => response.writeHead(401).end("assinatura errada");
  expect((await send("POST", `/webhooks/${webhook.id}/test`, {})).body).toMatchObject({
    because: "status",
    status: 401,
    answer: "assinatura errada",
  });
  expect(stage.lines.join("")).not.toContain(secret);
});

test("for a day after a change of secret both sign", async () => {
  const { webhook, secret } = await made();
  const next = (await send("POST", `/webhooks/${webhook.id}/rotate`, {})).body;
  expect(next.secret).not.toBe(secret);
  const left = Date.parse(next.webhook.formerSecretUntil) - Date.now();
  expect(left / 3_600_000).toBeCloseTo(24, 1);
  await send("POST", `/webhooks/${webhook.id}/test`, {});
  if (!came) throw new Error("nothing came");
  for (const one of [secret, next.secret]) {
    expect(verifyWebhook([one], came, Date.now())).toMatchObject({ ok: true });
  }
});

test.each([
  ["https://10.0.0.1/", "url-not-public"],
  ["https://ana:senha@erp.example/", "url-has-credentials"],
])("%s is no address for a webhook: %s", async (bad, because) => {
  const refused = await send("POST", "/webhooks", {
    name: "x",
    url: bad,
    events: ["message.sent"],
  });
  expect(refused).toMatchObject({ status: 400, body: { code: "invalid", details: { because } } });
});

test.each([
  ["an address that is none", { url: "ftp://erp.example/" }],
  ["no event", { events: [] }],
  ["an event that there is not", { events: ["webhook.test"] }],
  ["an event twice", { events: ["message.sent", "message.sent"] }],
])("%s is refused", async (_, more) => {
  const body = { name: "x", url, events: ["message.sent"], ...more };
  expect((await send("POST", "/webhooks", body)).status).toBe(400);
});

test("a test of an address that may not be reached sounds as one that nobody answers at", async () => {
  const { webhook } = await made();
  const { pool } = stage.scene.database;
  const tested = async (bad: string) => {
    await pool.query("update webhook_endpoints set url = $1", [bad]);
    const { body } = await send("POST", `/webhooks/${webhook.id}/test`, {});
    return { ...body, ms: 0 };
  };
  const refused = await tested("https://10.0.0.1/");
  expect(refused).toEqual({ because: "unreachable", status: null, ms: 0, answer: null });
  expect(await tested("http://127.0.0.1:1/")).toEqual(refused);
});

test("the log tells what was sent, what came back, and sends it again", async () => {
  const { webhook } = await made();
  const delivered = await told(webhook.id, "delivered");
  const failed = await told(webhook.id, "failed");
  const log = await send("GET", `/webhooks/${webhook.id}/deliveries`);
  expect(log.body.items.map(({ id }: { id: string }) => id).sort()).toEqual(
    [delivered, failed].sort(),
  );
  const first = await send("GET", `/webhooks/${webhook.id}/deliveries?limit=1`);
  const cursor = first.body.nextCursor;
  const second = await send("GET", `/webhooks/${webhook.id}/deliveries?limit=1&cursor=${cursor}`);
  expect([...first.body.items, ...second.body.items]).toEqual(log.body.items);
  const whole = await send("GET", `/webhooks/${webhook.id}/deliveries/${failed}`);
  expect(whole.body).toMatchObject({
    state: "failed",
    payload: '{"type":"message.received"}',
    answer: "ok",
    history: [{ status: 500, because: "status", ms: 12 }],
  });
  const state = async (id: string) =>
    (await send("GET", `/webhooks/${webhook.id}/deliveries/${id}`)).body.state;
  await send("POST", `/webhooks/${webhook.id}/deliveries/${delivered}/redeliver`, {});
  expect(await state(delivered)).toBe("waiting");
  expect((await send("POST", `/webhooks/${webhook.id}/redeliver`, {})).body).toEqual({ count: 1 });
  expect(await state(failed)).toBe("waiting");
  expect(stage.nudged).toContain(webhook.id);
  expect(
    (await send("POST", `/webhooks/${webhook.id}/deliveries/${randomUUID()}/redeliver`, {})).status,
  ).toBe(404);
});

test("one that is off gets nothing, and is switched on again", async () => {
  const { webhook } = await made();
  const id = await told(webhook.id, "failed");
  const off = await send("PATCH", `/webhooks/${webhook.id}`, { isOn: false });
  expect(off.body.off).toMatchObject({ because: "by-hand" });
  const again = await send("POST", `/webhooks/${webhook.id}/deliveries/${id}/redeliver`, {});
  expect(again.body).toMatchObject({ code: "wrong-state", details: { because: "webhook-off" } });
  const on = await send("PATCH", `/webhooks/${webhook.id}`, { isOn: true, name: "ERP da loja" });
  expect(on.body).toMatchObject({ off: null, name: "ERP da loja" });
  await send("DELETE", `/webhooks/${webhook.id}`);
  expect((await send("GET", "/webhooks")).body.items).toEqual([]);
});

test("there are no more than twenty", async () => {
  for (let i = 0; i < 20; i++) await made();
  const refused = await send("POST", "/webhooks", { name: "x", url, events: ["message.sent"] });
  expect(refused.body).toMatchObject({
    code: "wrong-state",
    details: { because: "too-many-webhooks" },
  });
});

test("what was set is told in the audit, and no secret is", async () => {
  const { webhook, secret } = await made({ name: "Auditado" });
  const next = (await send("POST", `/webhooks/${webhook.id}/rotate`, {})).body.secret;
  const { items } = (await send("GET", `/audit?object=webhooks/${webhook.id}`)).body;
  expect(items.map(({ action }: { action: string }) => action)).toEqual([
    "rotateWebhookSecret",
    "createWebhook",
  ]);
  expect(items[1].objectName).toBe("Auditado");
  for (const one of [secret, next]) expect(JSON.stringify(items)).not.toContain(one);
});

test("every event has an example that is what it says it is, and its schema in the description", async () => {
  const { items } = (await send("GET", "/webhook-events")).body;
  expect(items.map(({ event }: { event: string }) => event)).toEqual([...WEBHOOK_EVENTS]);
  for (const { event, example } of items)
    expect(() => webhookBodyOf(event).parse(example)).not.toThrow();
  const { body } = await stage.anonymous.send("GET", "/api/v1/openapi.json");
  expect(Object.keys(body.webhooks)).toEqual([...WEBHOOK_EVENTS]);
});
