import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Journal } from "../journal.ts";
import { FakeGraph, signGraphWebhook } from "./index.ts";

const DAY_MS = 24 * 60 * 60_000;
const ANA = { phone: "5511900000042", name: "Ana" };

interface Received {
  readonly signature: string | undefined;
  readonly raw: string;
  readonly json: { entry: { id: string; changes: { field: string; value: Value }[] }[] };
}
interface Value {
  readonly contacts?: unknown[];
  readonly messages?: unknown[];
  readonly statuses?: { id: string; status: string }[];
}

let graph: FakeGraph;
let journal: Journal;
let webhook: ReturnType<typeof createServer>;
let received: Received[];
let says: number;
beforeEach(async () => {
  received = [];
  says = 200;
  webhook = createServer(async (request, response) => {
    let raw = "";
    for await (const chunk of request.setEncoding("utf8")) raw += chunk;
    const url = new URL(request.url ?? "", "http://127.0.0.1");
    if (request.method === "GET") {
      response.writeHead(200).end(url.searchParams.get("hub.challenge"));
      return;
    }
    const signature = request.headers["x-hub-signature-256"];
    received.push({ signature: String(signature), raw, json: JSON.parse(raw) });
    response.writeHead(says).end();
  });
  await new Promise<void>((resolve) => webhook.listen(0, "127.0.0.1", resolve));
  journal = new Journal({ run: "r", seed: "s", actor: "provider" });
  graph = await FakeGraph.start({
    journal,
    account: "wa-1",
    webhookUrl: `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/hook`,
  });
});
afterEach(async () => {
  await graph[Symbol.asyncDispose]();
  webhook.closeAllConnections();
  await new Promise((resolve) => webhook.close(resolve));
});

async function post(content: unknown, token = graph.accessToken) {
  const response = await fetch(`${graph.url}/v25.0/${graph.phoneNumberId}/messages`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(content),
  });
  const json: unknown = await response.json();
  return json;
}
const text = (body: string, more: Record<string, unknown> = {}) => ({
  messaging_product: "whatsapp",
  to: ANA.phone,
  type: "text",
  text: { body },
  ...more,
});
const code = (number: number) => ({ error: { code: number } });
const values = () =>
  received.flatMap(({ json }) => json.entry.flatMap((e) => e.changes.map((c) => c.value)));
const statuses = () =>
  values().flatMap((value) => (value.statuses ?? []).map(({ status }) => status));

// Computed from the definition of HMAC, with other tools than these.
test.each([
  ["secret", "test", "0329a06b62cd16b33eb6792be8c60b158d89a2ee3a876fce9a881ebb488c0914"],
  [
    "app-secret",
    '{"object":"whatsapp_business_account","entry":[]}',
    "d3e4f9da0ce6c71ab3dba55929b8eeeee2455349e534924ead19f98d143e904f",
  ],
])("with %j %j is signed as Meta signs it", (secret, body, hex) => {
  expect(signGraphWebhook(secret, body)).toBe(`sha256=${hex}`);
});

describe("what is sent", () => {
  test("needs our token, Meta's shape, and a customer who wrote within the day", async () => {
    expect(await post(text("olá"), "somebody's")).toMatchObject(code(190));
    expect(await post({})).toMatchObject(code(100));
    expect(await post({ ...text("olá"), text: undefined })).toMatchObject(code(131008));
    expect(await post(text("x".repeat(4_097)))).toMatchObject(code(131009));
    expect(await post(text("olá"))).toMatchObject(code(131047));
    await graph.customerWrites(ANA, { type: "text", text: { body: "oi" } });
    const taken = { messages: [{ id: expect.stringMatching(/^wamid\./) }] };
    expect(await post(text("olá"))).toMatchObject(taken);
    graph.advance(DAY_MS);
    expect(await post(text("olá"))).toMatchObject(code(131047));
  });

  test("is written down, with our own id and why it was refused", async () => {
    await graph.customerWrites(ANA, { type: "text", text: { body: "oi" } });
    graph.misbehaviors.plan({ kind: "problem", code: 131056 });
    await post(text("olá", { biz_opaque_callback_data: "m-1" }));
    await post(text("olá", { biz_opaque_callback_data: "m-1" }));
    expect(graph.submissions).toMatchObject([
      { outcome: "refused", opaque: "m-1", code: 131056, wamid: "" },
      { outcome: "accepted", opaque: "m-1", user: ANA },
    ]);
    expect(journal.events.filter(({ f }) => f === "submit")).toMatchObject([
      { type: "fail", extra: { because: "131056" } },
      { type: "ok", extra: { opaque: "m-1" } },
    ]);
  });

  test("to an account spelled otherwise comes back with its own spelling", async () => {
    const user = { phone: "5511900000077", waId: "551100000077" };
    await graph.customerWrites(user, { type: "text", text: { body: "oi" } });
    expect(await post(text("olá", { to: user.phone }))).toMatchObject({
      contacts: [{ input: user.phone, wa_id: user.waId }],
    });
  });

  test("is followed by statuses, if asked, each with our own id", async () => {
    graph.follows = ["sent", "delivered", "read"];
    await graph.customerWrites(ANA, { type: "text", text: { body: "oi" } });
    await post(text("olá", { biz_opaque_callback_data: "m-1" }));
    await graph.settled();
    expect(statuses()).toEqual(["sent", "delivered", "read"]);
    expect(values().at(-1)?.statuses).toMatchObject([
      { recipient_id: ANA.phone, biz_opaque_callback_data: "m-1" },
    ]);
  });

  test("may fail afterwards, with the code that was planned", async () => {
    graph.misbehaviors.plan({ kind: "accept-then-fail", code: 131026 });
    await graph.customerWrites(ANA, { type: "text", text: { body: "oi" } });
    await post(text("olá"));
    await graph.settled();
    expect(values().at(-1)?.statuses).toMatchObject([
      { status: "failed", errors: [{ code: 131026 }] },
    ]);
  });
});

describe("what is posted", () => {
  test("is signed over its bytes, with who wrote", async () => {
    const { answer, wamid } = await graph.customerWrites(ANA, {
      type: "location",
      location: { latitude: -23.5, longitude: -46.6 },
    });
    expect(answer).toBe(200);
    const [one] = received;
    expect(one?.signature).toBe(signGraphWebhook(graph.appSecret, one?.raw ?? ""));
    const timestamp = expect.stringMatching(/^\d+$/);
    expect(values()).toMatchObject([
      {
        metadata: { phone_number_id: graph.phoneNumberId },
        contacts: [{ profile: { name: "Ana" }, wa_id: ANA.phone }],
        messages: [{ id: wamid, from: ANA.phone, type: "location", timestamp }],
      },
    ]);
  });

  test("names a user who hides their number by their id alone", async () => {
    const user = { phone: "5511900000043", userId: "BR.1502576394655843", username: "bia" };
    await graph.customerWrites(user, { type: "text", text: { body: "oi" } });
    expect(values()[0]?.contacts).toEqual([{ profile: { username: "bia" }, user_id: user.userId }]);
    expect(values()[0]?.messages).toMatchObject([{ from_user_id: user.userId }]);
    expect(received[0]?.raw).not.toContain(user.phone);
  });

  test("in batches, twice, and out of order, as whoever tests wants it", async () => {
    await graph.customerWrites(ANA, { type: "text", text: { body: "oi" } });
    await post(text("olá"));
    const [submission] = graph.submissions;
    if (!submission) throw new Error("nothing was sent");
    const read = graph.statusOf(submission, "read");
    const sent = graph.statusOf(submission, "sent");
    await graph.sendStatuses([read, sent, read]);
    expect(statuses()).toEqual(["read", "sent", "read"]);
    const entry = graph.entry({ messages: [] });
    const other = { id: graph.wabaId, changes: [...entry.changes, { field: "flows", value: {} }] };
    await graph.postEntries([entry, other]);
    expect(received.at(-1)?.json.entry).toHaveLength(2);
  });

  test("and whether it was taken is written down", async () => {
    says = 503;
    await graph.customerWrites(ANA, { type: "text", text: { body: "oi" } });
    says = 200;
    await graph.customerWrites(ANA, { type: "text", text: { body: "oi" } }, { wamid: "wamid.1" });
    expect(journal.events.map(({ type, f }) => `${f} ${type}`)).toEqual([
      "send invoke",
      "send fail",
      "send invoke",
      "send ok",
    ]);
    expect(journal.events.at(-1)).toMatchObject({ key: { account: "wa-1", ext: "wamid.1" } });
  });

  test("begins with a handshake", async () => {
    expect(await graph.shakeHands()).toEqual({ status: 200, body: "1158201444" });
  });
});
