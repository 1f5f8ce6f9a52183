import {
  type Address,
  type AttendantFlow,
  asId,
  type MessageElement,
  type QueueId,
  type RoutingRule,
} from "@circuito/domain";
import {
  type ContactKey,
  findDue,
  listActivities,
  loadRoutingConfiguration,
  publishRules,
  saveAttendant,
} from "@circuito/store";
import { uuidv7 } from "uuidv7";
import { dryRun, typedMessage } from "./dry-run.ts";
import { endTalks } from "./due/end-talks.ts";
import { routeContactPoints } from "./route-contact-points.ts";
import { createRouterWorld, type RouterWorld, sms } from "./testing/router-world.ts";

const MINUTE_MS = 60_000;
const flow: AttendantFlow = {
  language: "pt-BR",
  greeting: { "pt-BR": "Olá!" },
  menu: {
    words: { "pt-BR": "Qual assunto?" },
    options: [
      { id: "finance", label: { "pt-BR": "Financeiro" } },
      { id: "other", label: { "pt-BR": "Outro assunto" } },
    ],
  },
  handedOver: { "pt-BR": "Já chamo alguém." },
  misunderstandingsMax: 2,
  answerWithinMs: 5 * MINUTE_MS,
};

let world: RouterWorld;
let clock = 0;
let keys: readonly ContactKey[];
const finance = asId<QueueId>(uuidv7());

beforeEach(async () => {
  clock = Date.now();
  world = await createRouterWorld();
  const { database, inboxId } = world;
  keys = [`${inboxId} tel:+5511900000001` as ContactKey];
  await database.pool.query(
    `insert into queues (id, name, level, role, position) values ($1, 'Financeiro', 2, 'specialist', 2)`,
    [finance],
  );
  await database.pool.query("update inboxes set tells_protocol = true");
  await saveFlow(flow, 0);
});
afterEach(() => world[Symbol.asyncDispose]());

function saveFlow(saved: AttendantFlow | undefined, after: number) {
  const { database, inboxId } = world;
  return database.transaction(({ client }) =>
    saveAttendant(client, {
      ...{ inboxId, flow: saved, after, by: "admin", at: clock },
    }),
  );
}

/** Routes what waits as a job would, with the clock of the test. */
async function route() {
  return routeContactPoints(
    world.database,
    keys,
    100,
    await loadRoutingConfiguration(world.database),
    { newId: uuidv7, now: () => clock },
  );
}

async function say(text: string, more: Partial<MessageElement> = {}) {
  await world.receive(sms(uuidv7(), text, more));
  const { rows } = await world.database.pool.query<{ contact_key: ContactKey }>(
    "select distinct contact_key from ledger where state = 'accepted'",
  );
  keys = rows.map((row) => row.contact_key);
  return route();
}

async function query(text: string) {
  return (await world.database.pool.query(text)).rows;
}

const conversations = () =>
  query(`select queue_id, waiting_on, status, attendant -> 'talk' is not null as talks,
    protocol, protocol_told_at is not null as told from conversations`);
const messages = () => query("select seq, direction, text, chat from messages order by seq");

test("asks, waits in no queue, and tells the protocol number once", async () => {
  const routed = await say("oi");
  expect(routed).toMatchObject({ queueIds: [], messageIds: [expect.anything()] });
  const [conversation] = await conversations();
  expect(conversation).toMatchObject({
    queue_id: null,
    waiting_on: "customer",
    talks: true,
    told: true,
  });
  expect(await messages()).toMatchObject([
    { seq: 1, direction: "inbound", text: "oi" },
    {
      seq: 2,
      direction: "outbound",
      text: `Olá!\n\nProtocolo: ${conversation.protocol}\n\nQual assunto?`,
      chat: { choices: [{ id: "finance" }, { id: "other" }, { id: "person" }] },
    },
  ]);
  expect(await query("select status, despite_opt_out, seq from deliveries")).toEqual([
    { status: "queued", despite_opt_out: false, seq: 2 },
  ]);
  expect(routed.dues).toMatchObject([{ kind: "attendant", at: clock + 5 * MINUTE_MS }]);
});

test("an answer routes it by its rule, where it waits since it arrived", async () => {
  const rule: RoutingRule = {
    id: asId(uuidv7()),
    name: "finance",
    enabled: true,
    condition: { menuAnswer: ["finance"] },
    action: { to: { queueId: finance } },
  };
  await world.database.transaction(({ client }) =>
    publishRules(client, [rule], { by: { id: null, name: "Ana" }, note: "" }),
  );
  await say("oi");
  const [{ arrived_at }] = await query("select arrived_at from conversations");
  clock += MINUTE_MS;
  expect(await say("1")).toMatchObject({ queueIds: [finance], dues: [] });
  expect(await conversations()).toMatchObject([
    { queue_id: finance, waiting_on: "agent", talks: false },
  ]);
  expect(await query("select arrived_at, level from conversations")).toEqual([
    { arrived_at, level: 2 },
  ]);
  expect((await messages()).map(({ text }) => text)).toContain("Já chamo alguém.");
  expect(await findDue(world.database.pool, clock + 60 * MINUTE_MS, 10)).toEqual([]);
  const [{ id }] = await query("select id from conversations");
  const story = await listActivities(world.database.pool, id);
  expect(story.map(({ kind, because }) => `${kind}: ${because}`)).toEqual([
    "opened: attendant",
    "attendant-asked: greeted",
    "attendant-ended: answered",
    "routed: rule-matched",
  ]);
});

test("question and answer in one batch are one conversation in its queue", async () => {
  await world.receive(sms("a", "oi"), sms("b", "quero falar com um atendente"));
  await say("obrigado");
  expect(await conversations()).toMatchObject([{ queue_id: world.queueId, talks: false }]);
});

test("a router that dies before its commit has said nothing; the next one says it once", async () => {
  await world.receive(sms("a", "oi"));
  const { rows } = await world.database.pool.query<{ contact_key: ContactKey }>(
    "select contact_key from ledger",
  );
  keys = rows.map((row) => row.contact_key);
  // The last statement of the transaction fails, as it does when its process is killed.
  await query(`create function die() returns trigger language plpgsql as $$
    begin raise exception 'killed'; end $$`);
  await query(`create trigger dying before insert on outbox execute function die()`);
  await expect(route()).rejects.toThrow("killed");
  expect(await messages()).toEqual([]);
  expect(await query("select * from dues")).toEqual([]);
  await query("drop trigger dying on outbox");
  await route();
  await Promise.all([route(), route()]);
  expect(await messages()).toHaveLength(2);
  expect(await query("select count(*)::int as n from deliveries")).toEqual([{ n: 1 }]);
});

test("without an answer in time it goes to people, once, and an early job does nothing", async () => {
  await say("oi");
  const [{ id }] = await query("select id from conversations");
  const end = endTalks({ ...world, now: () => clock });
  await end([id]);
  expect(await conversations()).toMatchObject([{ talks: true }]);
  clock += 6 * MINUTE_MS;
  await Promise.all([end([id]), end([id])]);
  expect(await conversations()).toMatchObject([
    { queue_id: world.queueId, waiting_on: "agent", talks: false },
  ]);
  const story = await listActivities(world.database.pool, id);
  expect(story.filter(({ kind }) => kind === "attendant-ended")).toMatchObject([
    { because: "no-answer-in-time" },
  ]);
  expect(await messages()).toHaveLength(2);
});

test("an answer that came in time counts, however late it is routed", async () => {
  await say("oi");
  const [{ id }] = await query("select id from conversations");
  // Nobody routes for a while.
  await world.receive(sms(uuidv7(), "1"));
  clock += 6 * MINUTE_MS;
  const end = endTalks({ ...world, now: () => clock });
  await end([id]);
  expect(await conversations()).toMatchObject([{ talks: true }]);
  await route();
  await end([id]);
  const story = await listActivities(world.database.pool, id);
  expect(story.filter(({ kind }) => kind === "attendant-ended")).toMatchObject([
    { because: "answered" },
  ]);
  expect(await query("select * from dues where kind = 'attendant'")).toEqual([]);
});

test("a flow that is switched off is heard of by the next message", async () => {
  await say("oi");
  expect(await saveFlow(undefined, 1)).toBe(2);
  expect(await saveFlow(flow, 1)).toBeUndefined();
  clock += MINUTE_MS;
  await say("1");
  expect(await conversations()).toMatchObject([{ queue_id: world.queueId, talks: false }]);
});

test("the dry run says what would be said, and why, and saves nothing", async () => {
  const { database, inboxId } = world;
  const from: Address = "tel:+5511900000001";
  const message = typedMessage({ inboxId, channel: "sms", from, text: "oi", at: clock });
  const asked = await dryRun(database, { message, at: clock }, uuidv7);
  expect(asked).toMatchObject({
    queueId: undefined,
    trail: { attendant: "asked: greeted" },
    said: { text: expect.stringContaining("Qual assunto?"), chat: { choices: { length: 3 } } },
  });
  expect(await messages()).toEqual([]);
});
