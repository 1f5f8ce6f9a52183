import { type AskId, asId, saySurvey } from "@circuito/domain";
import {
  type ContactKey,
  findDue,
  listActivities,
  loadRoutingConfiguration,
} from "@circuito/store";
import { uuidv7 } from "uuidv7";
import { routeContactPoints } from "./route-contact-points.ts";
import { createRouterWorld, type RouterWorld, sms } from "./testing/router-world.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let world: RouterWorld;
let clock = 0;
beforeAll(async () => {
  world = await createRouterWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  clock = Date.now();
  await world.database.pool.query("truncate ledger, conversations, asks, dues cascade");
});

async function say(text: string) {
  await world.receive(sms(uuidv7(), text));
  const { rows } = await world.database.pool.query<{ contact_key: ContactKey }>(
    "select distinct contact_key from ledger where state = 'accepted'",
  );
  const keys = rows.map((row) => row.contact_key);
  const configuration = await loadRoutingConfiguration(world.database);
  await routeContactPoints(world.database, keys, 100, configuration, {
    newId: uuidv7,
    now: () => clock,
  });
}

async function only<Row>(text: string): Promise<Row> {
  const { rows } = await world.database.pool.query(text);
  expect(rows).toHaveLength(1);
  return rows[0];
}

/** Wrote, was helped, and was asked how it was. */
async function surveyed(): Promise<string> {
  await say("meu boleto não chegou");
  const { id } = await only<{ id: string }>("select id from conversations");
  const askId = asId<AskId>(uuidv7());
  const plain = { kind: "csat", question: {}, asksWhy: true, followUp: {} } as const;
  const { choices, survey, question } = saySurvey(
    askId,
    plain,
    { channel: "sms", language: "pt" },
    {},
  );
  const endsAt = clock + DAY_MS;
  const ask = { id: askId, kind: "survey", choices, survey, askedAt: clock - MINUTE_MS, endsAt };
  const { pool } = world.database;
  await pool.query(
    `update conversations set status = 'resolved', resolved_at = now(), waiting_since = null,
      ask = $1`,
    [JSON.stringify(ask)],
  );
  await pool.query(
    `insert into asks (id, kind, conversation_id, contact_id, inbox_id, channel, address, state,
      due_at, sent_at, ends_at)
     select $1, 'survey', id, contact_id, inbox_id, channel, address, 'open', now(), now(), $2
     from conversations`,
    [askId, new Date(endsAt).toISOString()],
  );
  await pool.query(
    `insert into surveys (ask_id, policy_id, version, kind, level, question)
     values ($1, $1, 1, 'csat', 1, $2)`,
    [askId, question],
  );
  await pool.query("insert into dues (kind, subject_id, at) values ('ask', $1, $2)", [
    askId,
    new Date(endsAt).toISOString(),
  ]);
  return id;
}

const survey = () =>
  only<{ score: number | null; comment: string | null; state: string; answer: string | null }>(
    `select s.score, s.comment, a.state, a.answer from surveys s join asks a on a.id = s.ask_id`,
  );
const conversation = () =>
  only<{ status: string; ask: { survey: { score?: number } } | null; waiting_since: unknown }>(
    "select status, ask, waiting_since from conversations",
  );
const lastWords = async () =>
  (
    await world.database.pool.query<{ text: string }>(
      "select text from messages where direction = 'outbound' order by seq desc limit 1",
    )
  ).rows[0]?.text;

test("a score is kept, its reasons are asked for and kept, and nobody is called for either", async () => {
  const id = await surveyed();
  await say("nota 4");
  expect(await survey()).toEqual({ score: 4, comment: null, state: "answered", answer: "4" });
  expect(await conversation()).toMatchObject({
    status: "resolved",
    ask: { survey: { score: 4 } },
    waiting_since: null,
  });
  expect(await lastWords()).toContain("mais gostou");
  // Reasons are waited for a quarter of an hour.
  expect(await findDue(world.database.pool, clock + 16 * MINUTE_MS, 10)).toHaveLength(1);

  await say("Só faltou avisar antes");
  expect(await survey()).toMatchObject({ score: 4, comment: "Só faltou avisar antes" });
  expect(await conversation()).toMatchObject({ status: "resolved", ask: null });
  expect(await lastWords()).toBe("Obrigado pela sua resposta.");
  expect(await findDue(world.database.pool, clock + 2 * DAY_MS, 10)).toEqual([]);
  const story = await listActivities(world.database.pool, id);
  expect(story.slice(-2)).toMatchObject([
    { kind: "survey-answered", because: "scored", data: { kind: "csat", score: 4 } },
    { kind: "survey-answered", because: "told-why", data: { score: 4 } },
  ]);
});

test("two messages of one moment are the score and its reasons", async () => {
  await surveyed();
  await world.receive(sms(uuidv7(), "2"));
  await say("Demorou demais");
  expect(await survey()).toMatchObject({ score: 2, comment: "Demorou demais", answer: "2" });
  expect(await conversation()).toMatchObject({ status: "resolved", ask: null });
});

test("another score right after takes the place of the first", async () => {
  await surveyed();
  await say("1");
  await say("5");
  expect(await survey()).toMatchObject({ score: 5, answer: "5", state: "answered" });
});

test("whoever writes something else is answered by people, and asked no more", async () => {
  await surveyed();
  await say("minha geladeira parou de novo");
  expect(await survey()).toMatchObject({ score: null, state: "withdrawn" });
  expect(await conversation()).toMatchObject({ status: "open", ask: null });
});

test("after the time for reasons words are a new matter, and the score stays", async () => {
  await surveyed();
  await say("5");
  clock += 16 * MINUTE_MS;
  await say("minha geladeira parou de novo");
  expect(await survey()).toMatchObject({ score: 5, comment: null, state: "answered" });
  expect(await conversation()).toMatchObject({ status: "open", ask: null });
});

test("STOP is no reason", async () => {
  await surveyed();
  await say("3");
  await say("PARAR");
  expect(await survey()).toMatchObject({ score: 3, comment: null });
  await only("select from opt_outs");
});
