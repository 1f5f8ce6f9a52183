import { randomBytes, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { verifyWebhook } from "@circuito/connector";
import type { ConversationId, WebhookEvent } from "@circuito/domain";
import { HOUR_MS } from "@circuito/domain";
import {
  addWebhook,
  changeWebhookSecret,
  claimWebhooks,
  endWebhookAttempt,
  findDueWebhooks,
  findWebhook,
  findWebhookDelivery,
  followerLagMs,
  forgetOldNotices,
  forgetWebhookDeliveries,
  listWebhookDeliveries,
  listWebhooks,
  lockWebhooks,
  markSeenUpTo,
  redeliverWebhooks,
  removeWebhook,
  switchWebhookOff,
  switchWebhookOn,
  WEBHOOKS_FOLLOWER,
} from "@circuito/store";
import type { Follower } from "../follow/follow-outbox.ts";
import { startRouter } from "../inbound-router.ts";
import { createRouterWorld, type RouterWorld, silentLog, sms } from "../testing/router-world.ts";
import { followEvents } from "./follow-events.ts";
import { startWebhooks, type Webhooks } from "./start-webhooks.ts";

/** Something that came to the receiver. */
interface Came {
  readonly path: string;
  readonly headers: Record<string, string | undefined>;
  readonly body: Buffer;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every event
  readonly json: any;
}

let world: RouterWorld;
let router: { stop(): Promise<void> };
let follower: Follower;
let webhooks: Webhooks;
let receiver: Server;
let base: string;
let answer: (path: string, response: ServerResponse) => void;
const came: Came[] = [];
/** How far this test's clock is ahead. */
let aheadMs = 0;
const now = () => Date.now() + aheadMs;
const ANYTHING: readonly WebhookEvent[] = ["message.received", "conversation.created"];

beforeAll(async () => {
  receiver = createServer((request, response) => void take(request, response));
  await new Promise<void>((listening) => receiver.listen(0, "127.0.0.1", listening));
  base = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  world = await createRouterWorld();
  const { database, bus, newId } = world;
  router = await startRouter({ database, bus, newId, now: Date.now, log: silentLog });
  follower = follow("one");
  webhooks = await startWebhooks({
    ...{ database, bus, now, log: silentLog },
    post: (url, init) => fetch(url, init),
    openSecret: (sealed) => sealed.slice("sealed ".length),
  });
});
afterAll(async () => {
  await webhooks.stop();
  await follower.stop();
  await router.stop();
  await world[Symbol.asyncDispose]();
  receiver.closeAllConnections();
  receiver.close();
});
beforeEach(() => {
  aheadMs = 0;
  came.splice(0);
  answer = (_, response) => response.writeHead(204).end();
});
afterEach(async () => {
  for (const { id } of await listWebhooks(world.database.pool)) {
    await locked((tx) => removeWebhook(tx, id));
  }
});

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const headers = request.headers as Came["headers"];
  const path = request.url ?? "";
  came.push({ path, headers, body, json: JSON.parse(body.toString()) });
  answer(path, response);
}

function follow(processName: string): Follower {
  return followEvents({ ...world, processName, now: Date.now, log: silentLog });
}

function locked(verb: (tx: never) => Promise<unknown>): Promise<void> {
  return world.database.transaction(async ({ client }) => {
    await lockWebhooks(client);
    await verb(client as never);
  });
}

const newSecret = () => `whsec_${randomBytes(32).toString("base64")}`;

async function listen(
  path: string,
  events = ANYTHING,
): Promise<{ readonly id: string; readonly secret: string }> {
  const [id, secret] = [randomUUID(), newSecret()];
  const webhook = { id, name: path, url: `${base}${path}`, events, createdBy: "Carla" };
  await locked((tx) => addWebhook(tx, { ...webhook, secret: `sealed ${secret}` }, Date.now()));
  return { id, secret };
}

let messages = 0;
/** Somebody new writes: a conversation is opened. */
async function written(): Promise<ConversationId> {
  messages += 1;
  const from = `tel:+55119${String(messages).padStart(8, "0")}` as const;
  await world.receive(sms(String(messages), "minha fatura veio errada", { from }));
  await world.routed();
  await caughtUp();
  const { rows } = await world.database.pool.query(
    "select id from conversations where address = $1",
    [from],
  );
  return rows[0].id;
}

/** Notices stay unsettled while anybody on the server writes, in whatever database. */
async function caughtUp(): Promise<void> {
  do await follower.catchUp();
  while ((await followerLagMs(world.database.pool, WEBHOOKS_FOLLOWER)) > 0);
}

const at = (path: string) => came.filter((one) => one.path === path);
const look = (id: string) => world.bus.jobs.nudge("webhook", [id]);

async function until<T>(look: () => T | Promise<T>): Promise<NonNullable<T>> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const found = await look();
    if (found) return found as NonNullable<T>;
    if (Date.now() > deadline) throw new Error(`never came: ${look}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const log = async (id: string) =>
  (
    await listWebhookDeliveries(
      world.database.pool,
      id,
      {},
      {
        cursor: undefined,
        limit: 100,
      },
    )
  ).items;
const allIn = (id: string, state: string, count: number) =>
  until(async () => (await log(id)).filter((one) => one.state === state).length === count);

test("what happens is told once to whoever asked for it, signed", async () => {
  const all = await listen("/all");
  await listen("/lines", ["conversation.created"]);
  const conversationId = await written();
  await until(() => at("/all").length === 2 && at("/lines").length === 1);
  for (const { headers, body } of at("/all")) {
    expect(verifyWebhook([all.secret], { headers, body }, Date.now())).toMatchObject({ ok: true });
    expect(verifyWebhook([newSecret()], { headers, body }, Date.now())).toMatchObject({
      ok: false,
    });
  }
  const received = at("/all").find(({ json }) => json.type === "message.received")?.json;
  expect(received.data).toMatchObject({
    conversation: {
      id: conversationId,
      status: "open",
      queue: { name: "Solucionadores" },
      inbox: { name: "inbox" },
    },
    message: { direction: "inbound", text: "minha fatura veio errada", isCut: false, seq: 1 },
  });
  expect(at("/lines")[0]?.json).toMatchObject({
    type: "conversation.created",
    data: { change: { by: null } },
  });
  await allIn(all.id, "delivered", 2);
  const [health] = await listWebhooks(world.database.pool);
  expect(health?.health).toMatchObject({ tried: 2, delivered: 2, waiting: 0, failed: 0 });
});

test("what is read twice, by another process, is told once", async () => {
  const { pool } = world.database;
  const one = await listen("/once");
  const before = await pool.query("select position from followers where name = 'webhooks'");
  await written();
  await allIn(one.id, "delivered", 2);
  await follower.stop();
  // As if it had died before it moved on.
  await pool.query("update followers set position = $1 where name = 'webhooks'", [
    before.rows[0].position,
  ]);
  follower = follow("two");
  await caughtUp();
  expect(await log(one.id)).toHaveLength(2);
});

test("what happened while nobody listened is told to nobody, and nobody reads it", async () => {
  const { pool } = world.database;
  const place = async () =>
    (await pool.query("select from followers where name = 'webhooks'")).rowCount;
  expect(await place()).toBe(0);
  await written();
  const one = await listen("/late");
  expect(await place()).toBe(1);
  await caughtUp();
  expect(await log(one.id)).toEqual([]);
  await locked((tx) => switchWebhookOff(tx, one.id, "by-hand", Date.now()));
  expect(await place()).toBe(0);
});

test("what happened before anybody read it is told all the same", async () => {
  await follower.stop();
  const one = await listen("/early");
  messages += 1;
  await world.receive(sms(String(messages), "oi", { from: "tel:+5511800000001" }));
  await world.routed();
  follower = follow("three");
  await caughtUp();
  await allIn(one.id, "delivered", 2);
});

test("notices that webhooks have not read wait for them, and no longer than 72 hours", async () => {
  const { pool } = world.database;
  await follower.stop();
  const one = await listen("/held");
  const { rows } = await pool.query("select position from followers where name = 'webhooks'");
  messages += 1;
  await world.receive(sms(String(messages), "oi", { from: "tel:+5511800000002" }));
  await world.routed();
  const waited = (keepMs: number) => ({ position: rows[0].position, keepMs });
  // Another writes, so that the newest one is none of these.
  await pool.query("insert into outbox (type, subject_id) values ('queue.changed', 'x')");
  const unread = async () =>
    (
      await pool.query(
        "select from outbox where type = 'message.created' and at > now() - interval '1 minute'",
      )
    ).rowCount;
  const before = await unread();
  await forgetOldNotices(pool, -60_000, waited(HOUR_MS));
  follower = follow("four");
  await caughtUp();
  await allIn(one.id, "delivered", 2);
  expect(before).toBeGreaterThan(0);
  await forgetOldNotices(pool, -60_000, waited(-60_000));
  expect(await unread()).toBe(0);
});

test("a receiver that answers 500 is asked again under the same id, and the log tells each attempt", async () => {
  const one = await listen("/500", ["message.received"]);
  answer = (_, response) => response.writeHead(500).end("temos um problema");
  await written();
  const [waiting] = await until(async () => {
    const found = await log(one.id);
    return found[0]?.last ? found : undefined;
  });
  expect(waiting).toMatchObject({
    state: "waiting",
    attempts: 1,
    last: { status: 500, because: "status" },
  });
  expect(await findWebhook(world.database.pool, one.id)).toMatchObject({ failuresInRow: 1 });
  answer = (_, response) => response.writeHead(200).end("ok");
  aheadMs = 6_000;
  await look(one.id);
  await allIn(one.id, "delivered", 1);
  const [first, second] = at("/500");
  expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
  expect(second?.body).toEqual(first?.body);
  const whole = await findWebhookDelivery(world.database.pool, one.id, waiting?.id ?? "");
  expect(whole?.history.map(({ status }) => status)).toEqual([500, 200]);
  expect(whole?.answer).toBe("ok");
  expect(await findWebhook(world.database.pool, one.id)).toMatchObject({
    failuresInRow: 0,
    failingSince: null,
  });
});

test("a redirect is refused, and nobody goes there", async () => {
  const one = await listen("/redirect", ["message.received"]);
  answer = (_, response) => response.writeHead(302, { location: `${base}/elsewhere` }).end();
  await written();
  await until(async () => (await log(one.id))[0]?.last);
  expect((await log(one.id))[0]?.last).toMatchObject({ status: 302, because: "redirect" });
  expect(at("/elsewhere")).toEqual([]);
});

test("one that does not answer holds up no other", async () => {
  await listen("/slow");
  const quick = await listen("/quick");
  const held: ServerResponse[] = [];
  answer = (path, response) => {
    if (path === "/slow") held.push(response);
    else response.writeHead(200).end();
  };
  for (let i = 0; i < 3; i++) await written();
  await allIn(quick.id, "delivered", 6);
  // Six are due for it, and no more than its lane is wide are under way.
  expect(held).toHaveLength(4);
  for (const response of held) response.writeHead(200).end();
  answer = (_, response) => response.writeHead(200).end();
  await until(() => at("/slow").length === 6);
});

test("who takes nothing for 72 hours is switched off, with the reason, and gets it when somebody asks", async () => {
  const { pool } = world.database;
  const one = await listen("/away", ["message.received"]);
  answer = (_, response) => response.writeHead(503).end();
  await written();
  await until(async () => (await log(one.id))[0]?.last);
  aheadMs = 73 * HOUR_MS;
  await look(one.id);
  await allIn(one.id, "failed", 1);
  expect(await findWebhook(pool, one.id)).toMatchObject({ off: "nothing-got-through" });
  answer = (_, response) => response.writeHead(200).end();
  await locked((tx) => switchWebhookOn(tx, one.id, now()));
  expect(await redeliverWebhooks(pool, one.id, "failed", now())).toBe(1);
  await look(one.id);
  await allIn(one.id, "delivered", 1);
});

test("who takes other things stays on, whatever it refuses for 72 hours", async () => {
  const one = await listen("/picky", ["message.received"]);
  answer = (_, response) => response.writeHead(500).end();
  await written();
  await until(async () => (await log(one.id))[0]?.last);
  answer = (_, response) => response.writeHead(200).end();
  await written();
  await allIn(one.id, "delivered", 1);
  answer = (_, response) => response.writeHead(500).end();
  aheadMs = 73 * HOUR_MS;
  await look(one.id);
  await allIn(one.id, "failed", 1);
  expect((await findWebhook(world.database.pool, one.id))?.off).toBeNull();
});

test("410 switches an endpoint off at once", async () => {
  const one = await listen("/gone", ["message.received"]);
  answer = (_, response) => response.writeHead(410).end();
  await written();
  await allIn(one.id, "failed", 1);
  expect(await findWebhook(world.database.pool, one.id)).toMatchObject({ off: "gone" });
});

test("while a secret is changed both sign, so that a receiver may know either", async () => {
  const one = await listen("/rotated", ["message.received"]);
  const next = newSecret();
  await changeWebhookSecret(world.database.pool, one.id, `sealed ${next}`, Date.now() + HOUR_MS);
  await written();
  await until(() => at("/rotated").length === 1);
  const [{ headers, body } = { headers: {}, body: Buffer.alloc(0) }] = at("/rotated");
  for (const secret of [one.secret, next]) {
    expect(verifyWebhook([secret], { headers, body }, Date.now())).toMatchObject({ ok: true });
  }
});

test("an answer's way is told step by step, and a note is not told", async () => {
  const { pool } = world.database;
  const one = await listen("/status", ["message.sent", "message.status"]);
  const id = await written();
  const add = (seq: number, direction: string) =>
    pool.query(
      `with m as (insert into messages
          (id, conversation_id, seq, previous_public_seq, direction, client_id, text)
        values ($1, $2, $3, 1, $4, $1::uuid::text, 'Já vejo isso') returning id)
      insert into outbox (type, subject_id, conversation_id)
      select 'message.created', id::text, $2 from m`,
      [randomUUID(), id, seq, direction],
    );
  await add(2, "note");
  await add(3, "outbound");
  await pool.query(
    `insert into deliveries (message_id, conversation_id, inbox_id, seq, status)
     select id, conversation_id, $2, seq, 'sent' from messages
     where conversation_id = $1 and direction = 'outbound'`,
    [id, world.inboxId],
  );
  for (const status of ["delivered", "read"] as const) {
    await world.database.transaction(({ client }) => markSeenUpTo(client, id, 3, status));
  }
  await caughtUp();
  await allIn(one.id, "delivered", 3);
  const told = at("/status").map(({ json }) => [json.type, json.data.message.delivery.status]);
  expect(told.sort()).toEqual([
    ["message.sent", "read"],
    ["message.status", "delivered"],
    ["message.status", "read"],
  ]);
});

test("what was delivered is forgotten after three days, and what was not after fifteen", async () => {
  const { pool } = world.database;
  const one = await listen("/old", ["message.received"]);
  for (let i = 0; i < 3; i++) await written();
  await allIn(one.id, "delivered", 3);
  await pool.query(`update webhook_deliveries d set created_at = now() - n.days * interval '1 day',
      state = n.state
    from (select id, row_number() over (order by id) as place from webhook_deliveries) p
      join (values (1, 4, 'delivered'), (2, 4, 'failed'), (3, 16, 'failed')) as n(place, days, state)
        using (place)
    where d.id = p.id`);
  expect(await forgetWebhookDeliveries(pool)).toBe(2);
  expect((await log(one.id)).map(({ state }) => state)).toEqual(["failed"]);
});

test("what a dead process had in hand is sent by another, and what the dead one says later is nothing", async () => {
  const { pool } = world.database;
  // The last test: nobody sends any more.
  await webhooks.stop();
  const one = await listen("/dead", ["message.received"]);
  await written();
  const terms = { limit: 4, leaseMs: 30_000, now: now() };
  const [claimed] = await claimWebhooks(pool, one.id, terms);
  if (!claimed) throw new Error("nothing to claim");
  expect(await claimWebhooks(pool, one.id, terms)).toEqual([]);
  aheadMs = 31_000;
  expect(await findDueWebhooks(pool, now())).toEqual([one.id]);
  const again = await claimWebhooks(pool, one.id, { ...terms, now: now() });
  expect(again.map(({ id, attempts }) => [id, attempts])).toEqual([[claimed.id, 2]]);
  const attempt = { at: now(), status: 200, because: null, ms: 1 };
  const told = { attempt, answer: null, now: now() };
  expect(await endWebhookAttempt(pool, claimed, { state: "delivered" }, told)).toBe(false);
  expect((await log(one.id))[0]?.state).toBe("waiting");
});
