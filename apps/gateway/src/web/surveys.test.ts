import { uuidv7 } from "uuidv7";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let admin: Client;
beforeAll(async () => {
  stage = await createWebStage();
  admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
});
afterAll(() => stage[Symbol.asyncDispose]());
beforeEach(() => stage.scene.database.pool.query("delete from survey_versions"));

const CAPS = { anyEveryMs: 604_800_000, npsEveryMs: 7_776_000_000 };
const policy = (more = {}) => ({
  id: uuidv7(),
  name: "Satisfação",
  enabled: true,
  kind: "csat",
  scope: { queueIds: [], levels: [], channels: [] },
  delayMs: 600_000,
  respondWithinMs: 604_800_000,
  question: {},
  asksWhy: true,
  followUp: {},
  ...more,
});
const save = (version: number, ...policies: object[]) =>
  admin.send("PUT", "/api/v1/surveys", { body: { version, policies, caps: CAPS } });

test("before the first there is none, and the caps are the usual ones", async () => {
  const { body } = await admin.send("GET", "/api/v1/surveys");
  expect(body).toEqual({ version: 0, policies: [], caps: CAPS, saved: null });
});

test("what is saved is read again, in its order, and who saved it", async () => {
  const both = [
    policy({ kind: "nps", name: "NPS" }),
    policy({ question: { en: " How was it? " } }),
  ];
  const { status, body } = await save(0, ...both);
  expect(status).toBe(200);
  expect(body).toMatchObject({ version: 1, saved: { by: expect.any(String) } });
  expect(body.policies.map(({ name }: { name: string }) => name)).toEqual(["NPS", "Satisfação"]);
  expect(body.policies[1].question).toEqual({ en: "How was it?" });
  expect((await admin.send("GET", "/api/v1/surveys")).body).toEqual(body);
});

test("of two who save at the same time one is told that the other did", async () => {
  const saved = await Promise.all([save(0, policy()), save(0, policy())]);
  expect(saved.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await save(0, policy())).toMatchObject({
    status: 409,
    body: { details: { because: "saved-by-another" } },
  });
});

test("beside a conversation stand the scores its person gave; words of others only for who may read them", async () => {
  const { scene } = stage;
  const { pool } = scene.database;
  const here = await scene.newConversation();
  const { rows } = await pool.query<{ contact: string }>(
    "select contact_id as contact from conversations where id = $1",
    [here],
  );
  const there = await scene.newConversation({ queueId: scene.technical });
  await pool.query("update conversations set contact_id = $2 where id = $1", [
    there,
    rows[0]?.contact,
  ]);
  const scored = async (id: string, kind: string, score: number, minute: number) => {
    const askId = uuidv7();
    await pool.query(
      `insert into asks (id, kind, conversation_id, contact_id, inbox_id, channel, address, state, due_at,
         sent_at, answer)
       select $2, 'survey', id, contact_id, inbox_id, channel, address, 'answered', now(), now(), $3
       from conversations where id = $1`,
      [id, askId, String(score)],
    );
    await pool.query(
      `insert into surveys (ask_id, policy_id, version, kind, level, question, score, comment, answered_at)
       values ($1, $1, 1, $2, 1, 'Como foi?', $3, 'porque sim', '2026-05-04T10:00:00Z'::timestamptz + $4 * interval '1 minute')`,
      [askId, kind, score, minute],
    );
  };
  await scored(there, "nps", 9, 5);
  await scored(here, "csat", 4, 1);
  const agent = await stage.logIn(await stage.newPerson());
  const asked = async (who: Client) =>
    (await who.send("GET", `/api/v1/conversations/${here}/asks`)).body.scores;
  expect(await asked(agent)).toMatchObject([
    { conversationId: here, kind: "csat", score: 4, comment: "porque sim" },
    { conversationId: there, kind: "nps", score: 9, comment: null },
  ]);
  expect(await asked(admin)).toMatchObject([
    { comment: "porque sim", answeredAt: "2026-05-04T10:01:00.000Z" },
    { comment: "porque sim" },
  ]);

  // In the history each conversation has its own, and what one may not see has none.
  await scored(here, "csat", 2, 9);
  await scored(here, "ces", 7, 3);
  const past = async (who: Client) =>
    (await who.send("GET", `/api/v1/contacts/${rows[0]?.contact}/timeline`)).body.conversations;
  const lineOf = (all: readonly { id?: string }[], id: string) => all.find((one) => one.id === id);
  expect(lineOf(await past(admin), here)).toMatchObject({
    scores: [
      { kind: "csat", score: 2 },
      { kind: "ces", score: 7 },
    ],
  });
  expect(lineOf(await past(admin), there)).toMatchObject({
    scores: [{ kind: "nps", score: 9 }],
  });
  expect(JSON.stringify(await past(agent))).not.toContain("nps");
});

test.each([
  ["a queue that is not there", { scope: { queueIds: [uuidv7()], levels: [], channels: [] } }],
  ["a variable that means nothing", { question: { en: "Hi {{nobody}}" } }],
  ["another kind", { kind: "stars" }],
  ["a level that is none", { scope: { queueIds: [], levels: [4], channels: [] } }],
  ["no time to answer", { respondWithinMs: 0 }],
  ["no name", { name: " " }],
  ["words without end", { followUp: { low: { en: "x".repeat(601) } } }],
])("%s is refused", async (_, more) => {
  expect((await save(0, policy(more))).status).toBe(400);
});

test("one survey twice is refused", async () => {
  const one = policy();
  expect((await save(0, one, one)).status).toBe(400);
});

test("results of a period that ends before it begins are refused", async () => {
  const query = "from=2026-02-01T00:00:00.000Z&to=2026-01-01T00:00:00.000Z";
  expect((await admin.send("GET", `/api/v1/survey-results?${query}`)).status).toBe(400);
});

test("results have their distribution, and answers lead to their conversations, page by page", async () => {
  const { scene } = stage;
  const ids = await Promise.all([5, 4, 2, null].map((score, at) => answered(score, at)));
  const period = "from=2026-01-01T00:00:00.000Z&to=2026-02-01T00:00:00.000Z";
  const { body } = await admin.send("GET", `/api/v1/survey-results?${period}&by=queue`);
  expect(body.items).toEqual([
    {
      kind: "csat",
      group: scene.solvers,
      asked: 4,
      answered: 3,
      responseRate: 0.75,
      distribution: [1, 2, 3, 4, 5].map((score) => ({
        score,
        count: [2, 4, 5].includes(score) ? 1 : 0,
      })),
      figure: 2 / 3,
      between: null,
      isSmall: true,
    },
  ]);
  const first = (await admin.send("GET", `/api/v1/survey-answers?${period}&limit=2`)).body;
  const next = (
    await admin.send("GET", `/api/v1/survey-answers?${period}&cursor=${first.nextCursor}`)
  ).body;
  const conversations = [...first.items, ...next.items].map((one) => one.conversationId);
  expect(conversations).toEqual([ids[2], ids[1], ids[0]]);
  expect(next.nextCursor).toBeNull();
  const low = (await admin.send("GET", `/api/v1/survey-answers?${period}&score=2`)).body.items;
  expect(low).toMatchObject([{ conversationId: ids[2], score: 2, comment: "Demorou" }]);
});

/** A survey of January. @returns its conversation */
async function answered(score: number | null, day: number): Promise<string> {
  const { scene } = stage;
  const id = await scene.newConversation();
  const at = new Date(Date.UTC(2026, 0, 10 + day)).toISOString();
  const askId = uuidv7();
  await scene.database.pool.query(
    `with a as (insert into asks (id, kind, conversation_id, contact_id, inbox_id, channel, address,
        queue_id, state, due_at, sent_at, ends_at)
      select $1, 'survey', id, contact_id, inbox_id, channel, address, queue_id,
        case when $3::int is null then 'open' else 'answered' end, $4, $4, $4
      from conversations where id = $2)
    insert into surveys (ask_id, policy_id, version, kind, level, question, score, comment, answered_at)
    values ($1, $1, 1, 'csat', 1, '?', $3, 'Demorou', $4)`,
    [askId, id, score, at],
  );
  return id;
}
