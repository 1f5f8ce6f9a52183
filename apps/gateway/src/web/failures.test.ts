import { randomUUID } from "node:crypto";
import { readBalance } from "@circuito/store";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let supervisor: Client;
let agent: Client;
beforeAll(async () => {
  stage = await createWebStage();
  supervisor = await stage.logIn(await stage.newPerson({ role: "supervisor", name: "Sofia" }));
  agent = await stage.logIn(await stage.newPerson());
});
afterEach(async () => {
  await query("delete from ledger; delete from deliveries; delete from activities");
  stage.failedJobs.clear();
});
afterAll(() => stage[Symbol.asyncDispose]());

const query = (text: string, values?: unknown[]) => stage.scene.database.pool.query(text, values);
const post = (path: string, body: unknown) => supervisor.send("POST", `/api/v1${path}`, { body });
const get = async (path: string) => (await supervisor.send("GET", `/api/v1${path}`)).body;

async function setAside(
  state: "parked" | "suppressed",
  reason: string,
  element: object = {},
  kind = "message",
): Promise<string> {
  const { rows } = await query(
    `insert into ledger (inbox_id, external_id, kind, contact_key, content_hash, element, state,
       reason, attempts) values ($1, $2, $3, 7, '\\x00', $4, $5, $6, 3) returning id`,
    [stage.scene.inboxId, randomUUID(), kind, element, state, reason],
  );
  return rows[0].id;
}

async function send(status: string, columns: { error?: string; resendAt?: string } = {}) {
  const { scene } = stage;
  const conversationId = await scene.newConversation({ contactName: "Marina" });
  const messageId = randomUUID();
  await query(
    `insert into messages (id, conversation_id, seq, previous_public_seq, direction, text)
     values ($1, $2, 1, 0, 'outbound', 'Seu pedido saiu')`,
    [messageId, conversationId],
  );
  await query(
    `insert into deliveries (message_id, conversation_id, inbox_id, seq, status, attempt, epoch,
       error, resend_at) values ($1, $2, $3, 1, $4, 1, 4, $5, $6)`,
    [
      ...[messageId, conversationId, scene.inboxId, status],
      ...[columns.error ?? "no answer", columns.resendAt ?? null],
    ],
  );
  return { messageId, conversationId };
}
const statusOf = async (messageId: string) =>
  (await query("select status, epoch, settled from deliveries where message_id = $1", [messageId]))
    .rows[0];

describe("on the way in", () => {
  test("what was set aside is sorted by cause: ids, addresses and numbers make no other cause", async () => {
    for (let n = 0; n < 3; n++)
      await setAside("parked", `TypeError ${1_000_000 + n} <a${n}@x.org>`);
    await setAside("parked", "error 23505");
    await setAside("suppressed", "bulk");
    const { groups, isCut, checkedAt } = await get("/failures/inbound");
    expect(
      groups.map((group: { cause: string; count: number }) => [group.cause, group.count]),
    ).toEqual(
      expect.arrayContaining([
        ["TypeError … <…>", 3],
        ["error 23505", 1],
        ["bulk", 1],
      ]),
    );
    expect(groups[0]).toMatchObject({ state: "parked", kind: "message", count: 3 });
    expect(groups[0].trend).toHaveLength(24);
    expect(groups[0].trend.at(-1)).toBe(3);
    expect(groups[0].inboxIds).toEqual([stage.scene.inboxId]);
    expect({ isCut, age: Date.now() - Date.parse(checkedAt) < 5_000 }).toEqual({
      ...{ isCut: false, age: true },
    });
    const cause = encodeURIComponent(groups[0].cause);
    const { items } = await get(`/ledger?state=parked&kind=message&cause=${cause}`);
    expect(items).toHaveLength(3);
  });

  test("several are let in at once, each with what became of it", async () => {
    const [one, own] = [await setAside("parked", "x"), await setAside("suppressed", "own-copy")];
    const broken = await setAside("parked", "not JSON", {}, "malformed");
    const ids = [one, own, broken, "9223372036854775807"];
    const { status, body } = await post("/ledger/release", { ids });
    expect(status).toBe(200);
    expect(body.results.map((result: { outcome: string }) => result.outcome)).toEqual([
      ...["released", "own-copy", "unreadable", "not-found"],
    ]);
    expect(stage.nudged).toContain("7");
    expect((await post("/ledger/release", { ids: [one] })).body.results[0].outcome).toBe(
      "not-set-aside",
    );
  });

  test("what somebody discards leaves the list, stays in the ledger with why, and can still be let in", async () => {
    const id = await setAside("parked", "TypeError");
    const gone = await post("/ledger/discard", { ids: [id], reason: "teste do fornecedor" });
    expect(gone.body.results).toEqual([{ id, outcome: "discarded" }]);
    expect((await get("/failures/inbound")).groups).toEqual([]);
    expect(await readBalance(stage.scene.database.pool)).toMatchObject([
      { received: 1, suppressed: 1, parked: 0, difference: 0 },
    ]);
    const again = await post("/ledger/discard", { ids: [id], reason: "de novo" });
    expect(again.body.results[0].outcome).toBe("already-discarded");
    const { items } = await get("/ledger?state=suppressed&cause=discarded");
    expect(items[0]).toMatchObject({
      id,
      reason: "discarded",
      decisions: [
        {
          ...{ kind: "discard", because: "TypeError" },
          facts: { name: "Sofia", reason: "teste do fornecedor", from: "parked" },
        },
      ],
    });
    expect((await post("/ledger/release", { ids: [id] })).body.results[0].outcome).toBe("released");
  });

  test("a copy of our own mail is no message, and discarding it first makes it none", async () => {
    const id = await setAside("suppressed", "own-copy");
    await post("/ledger/discard", { ids: [id], reason: "nossa" });
    expect((await post("/ledger/release", { ids: [id] })).body.results[0].outcome).toBe("own-copy");
  });

  test("of many who discard and release at once, the ledger balances", async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => setAside("parked", "x")));
    await Promise.all([
      post("/ledger/discard", { ids, reason: "a" }),
      post("/ledger/release", { ids }),
      post("/ledger/discard", { ids: [...ids].reverse(), reason: "b" }),
    ]);
    const [balance] = await readBalance(stage.scene.database.pool);
    expect(balance).toMatchObject({ received: 10, difference: 0 });
  });

  test("a trial says where a message would be, and does nothing", async () => {
    const element = { kind: "message", from: "tel:+5511977770001", text: "oi", media: [] };
    const id = await setAside("parked", "TypeError", element);
    const { body } = await post(`/ledger/${id}/release-trial`, {});
    expect(body).toMatchObject({ outcome: "opens", conversationId: null });
    expect((await get("/failures/inbound")).groups).toHaveLength(1);
    const { rows } = await query("select from conversations where address = $1", [element.from]);
    expect(rows).toHaveLength(0);
    const broken = await setAside("parked", "not JSON", {}, "malformed");
    expect((await post(`/ledger/${broken}/release-trial`, {})).body.outcome).toBe("unreadable");
    expect((await post("/ledger/9223372036854775807/release-trial", {})).status).toBe(404);
  });

  test("its bytes are shown without what opens something", async () => {
    const id = await setAside("parked", "x");
    await query(
      `insert into ledger_payloads (ledger_id, received_at, bytes) values ($1, now(), $2)`,
      [id, Buffer.from('{"text":"oi","access_token":"EAAG-123456"}')],
    );
    const payload = await get(`/ledger/${id}/payload`);
    expect(payload).toMatchObject({ form: "json", isCut: false });
    expect(payload.text).toContain('"text": "oi"');
    expect(payload.text).not.toContain("EAAG");
  });
});

describe("on the way out", () => {
  test("what failed and what is in doubt is sorted by cause, with what is known of each", async () => {
    const { messageId, conversationId } = await send("unknown", {
      error: "no answer in 600000 ms",
    });
    await send("failed", { error: "21211: not a valid number +5511900000000" });
    await send("sent");
    const { groups } = await get("/failures/outbound");
    expect(
      groups.map(({ status, because }: { status: string; because: string }) => [status, because]),
    ).toEqual(
      expect.arrayContaining([
        ["unknown", "no-answer"],
        ["failed", "no-recipient"],
      ]),
    );
    expect(groups).toHaveLength(2);
    const { items } = await get("/failures/outbound/sends?status=unknown");
    expect(items).toEqual([
      expect.objectContaining({
        ...{ messageId, conversationId, contactName: "Marina", preview: "Seu pedido saiu" },
        ...{ attempts: 1, status: "unknown", later: 0, resendsAt: null },
      }),
    ]);
  });

  test("somebody made sure: it counts as sent, and the story says who and why", async () => {
    const { messageId, conversationId } = await send("unknown");
    const body = { messageIds: [messageId], how: "arrived", reason: "o cliente respondeu" };
    const { body: answer } = await post("/failures/outbound/settle", body);
    expect(answer.results).toEqual([{ messageId, outcome: "settled" }]);
    expect(await statusOf(messageId)).toMatchObject({ status: "sent", settled: { name: "Sofia" } });
    const { items } = await get(`/conversations/${conversationId}/activities`);
    expect(items).toEqual([
      expect.objectContaining({
        ...{ kind: "send-confirmed", actorName: "Sofia" },
        data: expect.objectContaining({ messageId, reason: "o cliente respondeu" }),
      }),
    ]);
    expect((await get("/failures/outbound")).groups).toEqual([]);
    const twice = await post("/failures/outbound/settle", body);
    expect(twice.body.results[0].outcome).toBe("not-troubled");
  });

  test("sent again, it waits under a new epoch, and a late answer to the old one settles nothing", async () => {
    const { messageId } = await send("failed");
    const { body } = await post("/failures/outbound/settle", {
      messageIds: [messageId],
      how: "again",
    });
    expect(body.results[0].outcome).toBe("settled");
    expect(await statusOf(messageId)).toEqual({ status: "queued", epoch: 5, settled: null });
    expect(stage.scene.nudged).toContain(`deliver ${messageId}`);
  });

  test("discarded, it stays as it was and wants nobody any more", async () => {
    const { messageId } = await send("failed");
    await post("/failures/outbound/settle", { messageIds: [messageId], how: "discarded" });
    expect(await statusOf(messageId)).toMatchObject({
      ...{ status: "failed", settled: { how: "discarded" } },
    });
    expect((await get("/failures/outbound/sends?status=failed")).items).toEqual([]);
  });

  test("one that resends itself, one that was refused, one that is not there: each says so", async () => {
    const soon = await send("unknown", { resendAt: new Date(Date.now() + 60_000).toISOString() });
    const failed = await send("failed");
    const how = async (id: string, what: string) =>
      (await post("/failures/outbound/settle", { messageIds: [id], how: what })).body.results[0]
        .outcome;
    expect(await how(soon.messageId, "again")).toBe("resends-itself");
    expect(await how(failed.messageId, "arrived")).toBe("refused-by-provider");
    expect(await how(randomUUID(), "again")).toBe("not-found");
  });

  test("of many who press at once, one decides", async () => {
    const { messageId, conversationId } = await send("unknown");
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        post("/failures/outbound/settle", { messageIds: [messageId], how: "again" }),
      ),
    );
    const outcomes = answers.map(({ body }) => body.results[0].outcome).sort();
    expect(outcomes).toEqual([...Array(5).fill("not-troubled"), "settled"]);
    const { items } = await get(`/conversations/${conversationId}/activities`);
    expect(items).toHaveLength(1);
  });
});

describe("to programs outside", () => {
  const off = (id: string, off: string | null) =>
    query("update webhook_endpoints set off = $2 where id = $1", [id, off]);

  async function endpoint(name: string): Promise<string> {
    const id = randomUUID();
    await query(
      `insert into webhook_endpoints (id, name, url, events, secret, on_since, created_by, created_at)
       values ($1, $2, 'https://erp.example/', '{message.received}', 'x', now(), 'Gustavo', now())`,
      [id, name],
    );
    return id;
  }

  async function told(endpointId: string, state: string, because: string | null, status?: number) {
    const id = randomUUID();
    await query(
      `insert into webhook_deliveries (id, endpoint_id, event, event_key, payload, state, since,
         next_at, attempts, history, ended_at)
       values ($1, $2, 'message.received', $1::uuid::text, '{}', $3, now(), now(), 11, $4, now())`,
      [id, endpointId, state, JSON.stringify([{ at: 0, because, status: status ?? null, ms: 9 }])],
    );
    return id;
  }
  const stateOfWebhook = async (id: string) =>
    (await query("select state, attempts from webhook_deliveries where id = $1", [id])).rows[0];

  afterEach(() => query("delete from webhook_endpoints"));

  test("what was given up is sorted by program and by what it answered", async () => {
    const [erp, bi] = [await endpoint("ERP"), await endpoint("BI")];
    await told(erp, "failed", "status", 500);
    await told(erp, "failed", "status", 500);
    await told(erp, "failed", "status", 401);
    await told(bi, "failed", "timeout");
    await told(bi, "delivered", null, 200);
    await off(bi, "nothing-got-through");
    const { groups, isCut } = await get("/failures/webhooks");
    expect(isCut).toBe(false);
    expect(groups).toHaveLength(3);
    expect(groups[0]).toMatchObject({
      ...{
        webhookId: erp,
        webhookName: "ERP",
        off: null,
        because: "status",
        status: 500,
        count: 2,
      },
    });
    expect(groups[0].trend.at(-1)).toBe(2);
    expect(groups).toContainEqual(
      expect.objectContaining({ webhookName: "BI", off: "nothing-got-through", status: null }),
    );
    // Who may not see endpoints sees no address and no body here, either.
    expect(JSON.stringify(groups)).not.toContain("erp.example");
    const { items } = await get(
      `/failures/webhooks/deliveries?webhookId=${erp}&because=status&status=401`,
    );
    expect(items).toMatchObject([{ state: "failed", attempts: 11, last: { status: 401 } }]);
    const timeouts = `/failures/webhooks/deliveries?webhookId=${bi}&because=timeout`;
    expect((await get(timeouts)).items).toHaveLength(1);
  });

  test("sent again, it waits anew; what was taken stays, and of two who press one does it", async () => {
    const erp = await endpoint("ERP");
    const [failed, taken] = [
      await told(erp, "failed", "status", 500),
      await told(erp, "delivered", null, 200),
    ];
    const body = { webhookId: erp, deliveryIds: [failed, taken, randomUUID()] };
    const answers = await Promise.all([1, 2].map(() => post("/failures/webhooks/redeliver", body)));
    const outcomes = answers.map(({ body: { results } }) =>
      results.map(({ outcome }: { outcome: string }) => outcome).join(),
    );
    expect(outcomes.sort()).toEqual([
      "not-failed,not-failed,not-failed",
      "redelivered,not-failed,not-failed",
    ]);
    expect(await stateOfWebhook(failed)).toEqual({ state: "waiting", attempts: 0 });
    expect((await stateOfWebhook(taken)).state).toBe("delivered");
    expect((await get("/failures/webhooks")).groups).toEqual([]);
  });

  test("to a program that is switched off nothing is sent again, and it is said", async () => {
    const erp = await endpoint("ERP");
    const failed = await told(erp, "failed", "gone", 410);
    await off(erp, "gone");
    const { body } = await post("/failures/webhooks/redeliver", {
      ...{ webhookId: erp, deliveryIds: [failed] },
    });
    expect(body.results).toEqual([{ deliveryId: failed, outcome: "webhook-off" }]);
    expect((await stateOfWebhook(failed)).state).toBe("failed");
  });

  test.each([
    ["no status", "because=status&status=20"],
    ["no cause", "status=500"],
    ["a cause that there is not", "because=tired"],
  ])("asked with %s it says what is wrong", async (_what, search) => {
    const erp = await endpoint("ERP");
    const path = `/api/v1/failures/webhooks/deliveries?webhookId=${erp}&${search}`;
    expect((await supervisor.send("GET", path)).status).toBe(400);
  });
});

test("jobs that were given up are listed, run again or forgotten; dues that stay are counted", async () => {
  const job = { kind: "media", attempts: 3, error: "the store is away", subjects: 2 } as const;
  stage.failedJobs.set("1", { ...job, id: "1", failedAt: Date.now() });
  stage.failedJobs.set("2", { ...job, id: "2", failedAt: undefined });
  await query(
    "insert into dues (kind, subject_id, at) values ('sla', $1, now() - interval '1 hour')",
    [randomUUID()],
  );
  const { items, stuck } = await get("/failures/jobs");
  expect(items).toMatchObject([{ id: "1" }, { id: "2", failedAt: null }]);
  expect(stuck).toMatchObject([{ kind: "sla", count: 1 }]);
  const jobs = [
    { kind: "media", id: "1" },
    { kind: "deliver", id: "2" },
  ];
  const { body } = await post("/failures/jobs/retry", { jobs });
  expect(body.results.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
    ...["retried", "not-found"],
  ]);
  await post("/failures/jobs/remove", { jobs: [{ kind: "media", id: "2" }] });
  expect((await get("/failures/jobs")).items).toEqual([]);
  await query("delete from dues");
});

test("an agent sees none of it, and can do none of it", async () => {
  const id = await setAside("parked", "x");
  const { messageId } = await send("failed");
  const asked = [
    ["GET", "/failures/inbound"],
    ["GET", "/failures/outbound"],
    ["GET", "/failures/outbound/sends?status=failed"],
    ["GET", "/failures/webhooks"],
    ["GET", "/failures/jobs"],
    ["GET", `/ledger/${id}/payload`],
    ["POST", `/ledger/${id}/release-trial`, {}],
    ["POST", "/ledger/release", { ids: [id] }],
    ["POST", "/ledger/discard", { ids: [id], reason: "x" }],
    ["POST", "/failures/outbound/settle", { messageIds: [messageId], how: "again" }],
    ["POST", "/failures/jobs/retry", { jobs: [{ kind: "media", id: "1" }] }],
  ] as const;
  for (const [method, path, body] of asked) {
    expect((await agent.send(method, `/api/v1${path}`, { body })).status).toBe(403);
  }
});
