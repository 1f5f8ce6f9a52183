import { type AlertCondition, DAY_MS, HOUR_MS, MINUTE_MS, NEVER_FIRED } from "@circuito/domain";
import {
  addAlert,
  addBulletins,
  changeAlert,
  claimBulletins,
  findAlert,
  findDueBulletins,
  listBulletins,
  lockAlerts,
  type NewBulletin,
  removeAlert,
  schema,
} from "@circuito/store";
import { type BulletinAnswer, deliverBulletins } from "../bulletins/deliver-bulletin.ts";
import { startRouter } from "../inbound-router.ts";
import { createRouterWorld, type RouterWorld, silentLog, sms } from "../testing/router-world.ts";
import { judgeAlerts } from "./judge-alerts.ts";
import { watchAlerts } from "./watch-alerts.ts";

let world: RouterWorld;
let router: { stop(): Promise<void> };
/** How far this test's clock is ahead. */
let aheadMs = 0;
const now = () => Date.now() + aheadMs;
const CATEGORY = "01900000-0000-7000-8000-0000000000c1";
const PART = "01900000-0000-7000-8000-0000000000c2";

beforeAll(async () => {
  world = await createRouterWorld();
  const { database, bus, newId } = world;
  router = await startRouter({ database, bus, newId, now: Date.now, log: silentLog });
  const category = { name: "Cobrança", position: 0 };
  await database.drizzle.insert(schema.categories).values([
    { ...category, id: CATEGORY as never },
    { ...category, id: PART as never, name: "Boleto", parentId: CATEGORY as never },
  ]);
});
afterAll(async () => {
  await router.stop();
  await world[Symbol.asyncDispose]();
});
beforeEach(async () => {
  aheadMs = 0;
  await world.database.pool.query("delete from alert_rules");
  await world.database.pool.query("delete from bulletins");
  await world.database.pool.query("update conversations set status = 'closed'");
});

async function watching(condition: Partial<AlertCondition>, mails = ["ana@example.com"]) {
  const id = world.newId();
  await world.database.transaction(async ({ client }) => {
    await lockAlerts(client);
    await addAlert(
      client,
      {
        ...({ id, name: "Fila", language: "pt-BR", pauseMinutes: 30, isOn: true } as const),
        condition: { kind: "queue-waiting", subjectId: world.queueId, limit: 1, ...condition },
        targets: mails.map((address) => ({ kind: "mail", id: world.newId(), address })),
        createdBy: "Carla",
      },
      now(),
    );
  });
  return id;
}

let people = 0;
async function somebodyWaits(): Promise<void> {
  people += 1;
  const from = `tel:+55119${String(people).padStart(8, "0")}` as const;
  await world.receive(sms(String(people), "oi", { from }));
  await world.routed();
}

const judge = () => judgeAlerts({ database: world.database, newId: world.newId, now });
const told = async (id: string) =>
  (await listBulletins(world.database.pool, id, 50)).map(({ content }) =>
    content.kind === "alert" ? content.tells : content.kind,
  );
const due = () => findDueBulletins(world.database.pool, now(), 100);
const taken: BulletinAnswer = { kind: "told", answer: "250 ok" };
const deliver = (tell: () => Promise<BulletinAnswer>, ids: readonly string[]) =>
  deliverBulletins({ database: world.database, tell, now, log: silentLog }, ids);

test("a queue over its limit is told once, to each, and so is its end", async () => {
  const id = await watching({}, ["ana@example.com", "bia@example.com"]);
  await somebodyWaits();
  expect((await judge()).bulletinIds).toHaveLength(0);
  await somebodyWaits();
  expect((await judge()).bulletinIds).toHaveLength(2);
  aheadMs += MINUTE_MS;
  expect((await judge()).bulletinIds).toHaveLength(0);
  await world.database.pool.query("update conversations set status = 'closed'");
  await judge();
  aheadMs += 2 * MINUTE_MS;
  expect((await judge()).bulletinIds).toHaveLength(2);
  expect(await told(id)).toEqual(["over", "over", "fired", "fired"]);
  expect(await findAlert(world.database.pool, id)).toMatchObject({
    state: { kind: "quiet" },
    reason: "calm",
    reading: { value: 0, limit: 1, subject: "Solucionadores" },
  });
});

test("processes that look at once tell it once", async () => {
  const id = await watching({});
  await somebodyWaits();
  await somebodyWaits();
  await Promise.all([judge(), judge(), judge(), judge()]);
  expect(await told(id)).toEqual(["fired"]);
});

test("one process of several looks, and another goes on when it is gone", async () => {
  const id = await watching({});
  await somebodyWaits();
  await somebodyWaits();
  const { database, bus, newId } = world;
  const start = (processName: string) =>
    watchAlerts({ ...{ database, bus, newId, now, processName }, log: silentLog, everyMs: 5 });
  const watches = [start("one"), start("two")];
  while ((await told(id)).length === 0);
  await Promise.all(watches.map((watch) => watch.stop()));
  expect(await told(id)).toEqual(["fired"]);
  // Its holder died: the lease runs out by itself.
  await database.pool.query("update leases set expires_at = now() where name = 'alerts'");
  await database.pool.query("update alert_rules set judged_at = null");
  const third = start("three");
  while ((await findAlert(database.pool, id))?.judgedAt === null);
  await third.stop();
  expect(await told(id)).toEqual(["fired"]);
});

test("a look that fails in the middle neither moves the alert nor tells anybody", async () => {
  const id = await watching({});
  await somebodyWaits();
  await somebodyWaits();
  const broken = () => {
    throw new Error("the process died");
  };
  await expect(judgeAlerts({ database: world.database, newId: broken, now })).rejects.toThrow();
  expect(await told(id)).toEqual([]);
  expect(await findAlert(world.database.pool, id)).toMatchObject({ state: NEVER_FIRED });
  await judge();
  expect(await told(id)).toEqual(["fired"]);
});

test("who dies while sending loses it after the lease, and it is sent again under the same id", async () => {
  await watching({});
  await somebodyWaits();
  await somebodyWaits();
  const { bulletinIds } = await judge();
  // Claimed, and never heard of again.
  const terms = { leaseMs: MINUTE_MS, now: now() };
  expect(await claimBulletins(world.database.pool, bulletinIds, terms)).toHaveLength(1);
  expect(await due()).toEqual([]);
  aheadMs += MINUTE_MS;
  expect(await due()).toEqual(bulletinIds);
  let sent = 0;
  const tell = async () => {
    sent += 1;
    return taken;
  };
  await Promise.all([deliver(tell, bulletinIds), deliver(tell, bulletinIds)]);
  expect(sent).toBe(1);
  expect(await due()).toEqual([]);
});

test("nobody hears that it is over before they heard of it", async () => {
  const id = await watching({});
  await somebodyWaits();
  await somebodyWaits();
  const fired = (await judge()).bulletinIds;
  const refused: BulletinAnswer = {
    ...{ kind: "refused", because: "unreachable", isFinal: false, answer: null },
  } as const;
  const [again] = await deliver(async () => refused, fired);
  await world.database.pool.query("update conversations set status = 'closed'");
  await judge();
  aheadMs += 3 * MINUTE_MS;
  const over = (await judge()).bulletinIds;
  expect(over).toHaveLength(1);
  expect(again?.at).toBeLessThan(now());
  expect(await due()).toEqual(fired);
  expect(await deliver(async () => taken, over)).toEqual([]);
  await deliver(async () => taken, fired);
  expect(await due()).toEqual(over);
  await deliver(async () => taken, over);
  const states = await listBulletins(world.database.pool, id, 9);
  expect(states.map(({ state, attempts }) => [state, attempts])).toEqual([
    ["told", 1],
    ["told", 2],
  ]);
});

test("what is refused for good is given up with its reason", async () => {
  const id = await watching({});
  await somebodyWaits();
  await somebodyWaits();
  const { bulletinIds } = await judge();
  const answer = { kind: "refused", because: "no-such-address", isFinal: true, answer: "550" };
  await deliver(async () => answer as BulletinAnswer, bulletinIds);
  expect(await listBulletins(world.database.pool, id, 9)).toMatchObject([
    { state: "failed", because: "no-such-address", answer: "550" },
  ]);
});

test("how long the first one waits is told in minutes, with the queue", async () => {
  const id = await watching({ kind: "queue-age", subjectId: null, limit: 10 });
  await somebodyWaits();
  aheadMs += 9 * MINUTE_MS;
  await judge();
  expect(await told(id)).toEqual([]);
  aheadMs += 2 * MINUTE_MS;
  await judge();
  expect(await told(id)).toEqual(["fired"]);
  const alert = await findAlert(world.database.pool, id);
  expect(alert?.reading).toMatchObject({ limit: 10, subject: "Solucionadores" });
});

test("a connection that is tried again and again is down all the time; one that nobody holds, too", async () => {
  const id = await watching({ kind: "channel-down", subjectId: null, limit: 5 });
  const { pool } = world.database;
  const say = (status: string, leaseMs: number) =>
    pool.query(
      `with l as (insert into leases (name, holder, epoch, expires_at)
          values ('inbox:' || $1, 'x', 1, $4::timestamptz)
          on conflict (name) do update set expires_at = excluded.expires_at)
        insert into inbox_memory (inbox_id, connection)
        values ($1::uuid, jsonb_build_object('status', $2::text, 'since', $3::float8))
        on conflict (inbox_id) do update set connection = excluded.connection`,
      [world.inboxId, status, now(), new Date(now() + leaseMs).toISOString()],
    );
  for (const status of ["trouble", "connecting", "trouble", "connecting"]) {
    await say(status, HOUR_MS);
    await judge();
    aheadMs += 2 * MINUTE_MS;
  }
  expect(await told(id)).toEqual(["fired"]);
  await say("connected", HOUR_MS);
  await judge();
  aheadMs += 2 * MINUTE_MS;
  await judge();
  expect(await told(id)).toEqual(["over", "fired"]);
  await say("connected", MINUTE_MS);
  aheadMs += HOUR_MS;
  await judge();
  expect(await told(id)).toEqual(["fired", "over", "fired"]);
  await pool.query("delete from inbox_memory");
});

test("more of a category than that hour has is told, those below it counted", async () => {
  const id = await watching({ kind: "category-volume", subjectId: CATEGORY, limit: 2 });
  const { pool } = world.database;
  const arrived = async (count: number, agoMs: number, category: string) => {
    for (let one = 0; one < count; one += 1) {
      await somebodyWaits();
      await pool.query(
        `update conversations set category_id = $1, arrived_at = $2, status = 'closed'
          where id = (select id from conversations where category_id is null
            and status = 'open' order by arrived_at desc limit 1)`,
        [category, new Date(now() - agoMs).toISOString()],
      );
    }
  };
  await arrived(1, 28 * DAY_MS + HOUR_MS + MINUTE_MS, CATEGORY);
  await arrived(2, 7 * DAY_MS + MINUTE_MS, CATEGORY);
  await arrived(2, 14 * DAY_MS + MINUTE_MS, PART);
  // Of four weeks one a week is usual: 1 + 3 is the limit.
  await arrived(4, MINUTE_MS, PART);
  await judge();
  expect((await findAlert(pool, id))?.reading).toMatchObject({ value: 4, usual: 1, limit: 4 });
  expect(await told(id)).toEqual([]);
  await arrived(1, MINUTE_MS, CATEGORY);
  await judge();
  expect(await told(id)).toEqual(["fired"]);
});

test("one that watches something else begins anew; one that is removed tells nothing more", async () => {
  const id = await watching({});
  await somebodyWaits();
  await somebodyWaits();
  const { bulletinIds } = await judge();
  const before = await findAlert(world.database.pool, id);
  if (!before) throw new Error("gone");
  await world.database.transaction(async ({ client }) => {
    await lockAlerts(client);
    const condition = { ...before.condition, subjectId: null };
    await changeAlert(client, before, { ...before, condition });
  });
  expect(await findAlert(world.database.pool, id)).toMatchObject({ state: NEVER_FIRED });
  await world.database.transaction(async ({ client }) => {
    await lockAlerts(client);
    await removeAlert(client, id);
  });
  let sent = 0;
  await deliver(async () => {
    sent += 1;
    return taken;
  }, bulletinIds);
  expect(sent).toBe(0);
});

test("the same is added once, whoever adds it", async () => {
  const one = (): NewBulletin => ({
    ...{ id: world.newId(), sourceId: CATEGORY, eventKey: "fired 1" },
    target: { kind: "mail", address: "Ana@example.com" },
    content: {
      ...({ kind: "alert", tells: "fired", name: "x", language: "en", firedAt: 1, at: 1 } as const),
      condition: { kind: "queue-waiting", subjectId: null, limit: 1 },
      reading: { value: 2, limit: 1, calm: 0, usual: null, subject: null },
    },
  });
  const { pool } = world.database;
  const added = await Promise.all([addBulletins(pool, [one()], 1), addBulletins(pool, [one()], 1)]);
  expect(added.flat()).toHaveLength(1);
});
