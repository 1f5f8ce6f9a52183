import { type OutboundMessage, SendError } from "@circuito/connector";
import type { MessageId } from "@circuito/domain";
import {
  claimDeliveries,
  endAttempts,
  findMessageTimeline,
  loadMessageViews,
  recoverExpired,
} from "@circuito/store";
import { type Delivery, startDelivery } from "./delivery.ts";
import { startRouter } from "./inbound-router.ts";
import {
  createRouterWorld,
  noFiles,
  type RouterWorld,
  silentLog,
  sms,
} from "./testing/router-world.ts";

let world: RouterWorld;
let conversationId: string;
beforeEach(async () => {
  world = await createRouterWorld();
  await startRouter({ ...world, log: silentLog });
  await world.receive(sms("question", "oi"));
  await world.routed();
  const { rows } = await world.database.pool.query("select id from conversations");
  conversationId = rows[0].id;
});
afterEach(() => world[Symbol.asyncDispose]());

/** Queues an answer as the desk does. */
async function answer(text: string, seq: number): Promise<MessageId> {
  const id = world.newId() as MessageId;
  await world.database.pool.query(
    `with said as (insert into messages (id, conversation_id, seq, previous_public_seq, direction, text)
       values ($1, $2, $3, $3 - 1, 'outbound', $4))
     insert into deliveries (message_id, conversation_id, inbox_id, seq, status, next_attempt_at)
     values ($1, $2, $5, $3, 'queued', now())`,
    [id, conversationId, seq, text, world.inboxId],
  );
  return id;
}

async function statusOf(id: string): Promise<{ status: string; error: string | null }> {
  const { rows } = await world.database.pool.query(
    "select status, error from deliveries where message_id = $1",
    [id],
  );
  return rows[0];
}

async function until(id: string, status: string): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const now = await statusOf(id);
    if (now.status === status) return;
    if (Date.now() > deadline) throw new Error(`still ${now.status} (${now.error})`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function deliverThrough(
  send: (message: OutboundMessage) => Promise<{ externalId: string }>,
  textLengthMax = 1_600,
): Promise<Delivery> {
  return startDelivery({
    ownedInboxes: async () => new Set(),
    ...world,
    log: silentLog,
    files: noFiles,
    askUrl: (id) => `https://x.example/a/${id}`,
    resolveConnector: async () => ({ connector: { send }, capabilities: { textLengthMax } }),
  });
}

test("answers go out once each and in order, however many jobs name them", async () => {
  const sent: string[] = [];
  await deliverThrough(async ({ text }) => {
    sent.push(text);
    return { externalId: `out-${text}` };
  });
  await deliverThrough(async ({ text }) => {
    sent.push(text);
    return { externalId: `out-${text}` };
  });
  const ids = [];
  for (let i = 0; i < 10; i++) ids.push(await answer(`${i}`, i + 2));
  await Promise.all([...ids].reverse().map((id) => world.bus.jobs.nudge("deliver", [id])));
  await Promise.all(ids.map((id) => until(id, "sent")));
  expect(sent).toEqual(Array.from({ length: 10 }, (_, i) => `${i}`));
});

test("a text that is sent in parts has its files and its quote on the first, its choices on the last", async () => {
  const sent: OutboundMessage[] = [];
  await deliverThrough(async (message) => {
    sent.push(message);
    return { externalId: `${sent.length}` };
  }, 10);
  const id = await answer("first words second words", 2);
  const file = {
    fileName: "a.png",
    mimeType: "image/png",
    sizeBytes: 1,
    state: "stored",
    sha256: "a",
  };
  const chat = { answers: "wamid.1", choices: [{ id: "1", title: "Sim" }] };
  await world.database.pool.query("update messages set media = $2, chat = $3 where id = $1", [
    id,
    JSON.stringify([file]),
    JSON.stringify(chat),
  ]);
  await world.bus.jobs.nudge("deliver", [id]);
  await until(id, "sent");
  expect(sent.length).toBeGreaterThan(2);
  expect(sent.map(({ media }) => media.length)).toEqual(sent.map((_, at) => (at === 0 ? 1 : 0)));
  expect(sent.map((part) => part.chat?.answers)).toEqual(
    sent.map((_, at) => (at === 0 ? "wamid.1" : undefined)),
  );
  expect(sent.map((part) => part.chat?.choices?.length)).toEqual(
    sent.map((_, at) => (at === sent.length - 1 ? 1 : undefined)),
  );
});

test("a text of which only a part left says so, though that part is delivered before the end is written", async () => {
  let calls = 0;
  await deliverThrough(async ({ id }) => {
    calls += 1;
    if (calls > 1) throw new SendError("rejected", "no");
    await world.database.pool.query(
      "update deliveries set status = 'delivered' where message_id = $1",
      [id],
    );
    return { externalId: "1" };
  }, 10);
  const id = await answer("first words second words", 2);
  await world.bus.jobs.nudge("deliver", [id]);
  await until(id, "unknown");
  await world.database.pool.query("update deliveries set status = 'read' where message_id = $1", [
    id,
  ]);
  const [seen] = await loadMessageViews(world.database.pool, [id]);
  expect(seen?.delivery).toMatchObject({
    status: "unknown",
    error: expect.stringMatching(/^only 1 of \d parts were sent$/),
  });
});

test.each([
  ["rejected", "failed"],
  ["unreachable-address", "failed"],
  ["outside-window", "failed"],
  ["unsupported", "failed"],
  ["opted-out", "failed"],
  ["unknown", "unknown"],
] as const)("a provider's %s ends as %s, and nothing is sent again", async (kind, status) => {
  let calls = 0;
  await deliverThrough(async () => {
    calls += 1;
    throw new SendError(kind, "no");
  });
  const id = await answer("hello", 2);
  await world.bus.jobs.nudge("deliver", [id]);
  await until(id, status);
  await world.bus.jobs.nudge("deliver", [id]);
  expect(calls).toBe(1);
});

test("a provider that says later is asked again, no sooner than it said, and holds the next answer back", async () => {
  const at: number[] = [];
  await deliverThrough(async ({ text }) => {
    at.push(Date.now());
    if (at.length === 1) throw new SendError("retry", "busy", { afterMs: 1_000 });
    return { externalId: text };
  });
  const first = await answer("first", 2);
  const second = await answer("second", 3);
  await world.bus.jobs.nudge("deliver", [first, second]);
  await until(first, "queued");
  const again = setInterval(() => void world.bus.jobs.nudge("deliver", [first]), 100);
  await until(second, "sent").finally(() => clearInterval(again));
  expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(990);
  expect((await statusOf(first)).status).toBe("sent");
});

test("every step of a delivery is kept, with what the provider said and what the customer's side told", async () => {
  let calls = 0;
  await deliverThrough(async () => {
    calls += 1;
    if (calls === 1) throw new SendError("retry", "try later", { afterMs: 1 });
    return { externalId: "out-1" };
  });
  const id = await answer("olá", 2);
  await world.bus.jobs.nudge("deliver", [id]);
  await until(id, "queued");
  const again = setInterval(() => void world.bus.jobs.nudge("deliver", [id]), 50);
  await until(id, "sent").finally(() => clearInterval(again));
  await world.receive({
    kind: "receipt",
    externalId: "receipt-1",
    idMadeBy: "sender",
    of: "out-1",
    status: "delivered",
    raw: Buffer.from("r"),
  });
  await world.routed();
  const timeline = await findMessageTimeline(world.database.pool, id);
  expect(timeline?.delivery?.history.map(({ status, words }) => [status, words])).toEqual([
    ["submitting", null],
    ["queued", expect.stringContaining("try later")],
    ["submitting", null],
    ["sent", null],
    ["delivered", null],
  ]);
});

test("a connector that breaks in a way it did not foresee leaves the message unknown", async () => {
  await deliverThrough(async () => {
    throw new TypeError("oops");
  });
  const id = await answer("hello", 2);
  await world.bus.jobs.nudge("deliver", [id]);
  await until(id, "unknown");
});

test("a long text goes in parts, in order; failing between them is unknown, never a repeat", async () => {
  const parts: string[] = [];
  await deliverThrough(async ({ text }) => {
    if (parts.length === 2) throw new SendError("retry", "busy");
    parts.push(text);
    return { externalId: `p${parts.length}` };
  }, 10);
  const id = await answer("0123456789abcdefghij0123456789", 2);
  await world.bus.jobs.nudge("deliver", [id]);
  await until(id, "unknown");
  expect(parts).toEqual(["0123456789", "abcdefghij"]);
});

test("a claim whose worker died before sending is free again; one that died while sending is unknown", async () => {
  const first = await answer("claimed", 2);
  const [claimed] = await claimDeliveries(world.database.pool, { leaseMs: -1, limit: 1 });
  expect(claimed?.messageId).toBe(first);
  await recoverExpired(world.database.pool);
  expect((await statusOf(first)).status).toBe("queued");

  const [again] = await claimDeliveries(world.database.pool, { leaseMs: -1, limit: 1 });
  await world.database.pool.query("update deliveries set status = 'submitting'");
  await recoverExpired(world.database.pool);
  expect((await statusOf(first)).status).toBe("unknown");

  // The zombie's late answer resolves the doubt; its late failure changes nothing.
  if (!again) throw new Error("nothing was claimed again");
  await world.database.transaction(({ client }) =>
    endAttempts(client, [{ delivery: again, end: { status: "failed", error: "late" } }]),
  );
  expect((await statusOf(first)).status).toBe("unknown");
  await world.database.transaction(({ client }) =>
    endAttempts(client, [{ delivery: again, end: { status: "sent", externalId: "late" } }]),
  );
  expect((await statusOf(first)).status).toBe("sent");
});

test("after STOP nothing that was queued is sent, but for its own confirmation", async () => {
  const sent: string[] = [];
  const id = await answer("queued before", 2);
  await world.database.pool.query("update conversations set last_seq = 2, last_public_seq = 2");
  await world.receive(sms("stop", "PARAR"));
  await world.routed();
  await deliverThrough(async ({ text }) => {
    sent.push(text);
    return { externalId: text };
  });
  await world.bus.jobs.nudge("deliver", [id]);
  await until(id, "failed");
  const { rows } = await world.database.pool.query(
    "select message_id from deliveries where despite_opt_out",
  );
  await until(rows[0].message_id, "sent");
  expect(sent).toHaveLength(1);
  expect(sent[0]).toContain("VOLTAR");
});
