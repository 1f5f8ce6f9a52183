import {
  type ContactId,
  type ConversationId,
  NO_CONFIRMATION,
  NO_SURVEYS,
  type SurveyPolicy,
} from "@circuito/domain";
import {
  countSurveys,
  listActivities,
  listAsks,
  listSurveyAnswers,
  loadConversationViews,
  lockDeskConversation,
  saveConfirmation,
  saveSurveySettings,
} from "@circuito/store";
import { uuidv7 } from "uuidv7";
import { answerByLink, type Desk, releaseAsks, reopen, reply, scoreByLink } from "../index.ts";
import { createScene, type Person, type Scene } from "../testing/index.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let scene: Scene;
/** Ms since epoch; set forward by tests. */
let now: number;
let desk: Desk;
let ana: Person;
beforeAll(async () => {
  scene = await createScene();
  desk = { ...scene.desk, now: () => now };
  ana = await scene.newAgent({ name: "Ana", queueIds: [scene.solvers, scene.technical] });
});
afterAll(async () => {
  await scene[Symbol.asyncDispose]();
});
beforeEach(async () => {
  now = Date.now();
  await scene.database.pool.query("delete from confirmation_policies");
  await setSurveys(csat);
});

const csat: SurveyPolicy = {
  id: "01890000-0000-7000-8000-000000000001",
  name: "Satisfação",
  enabled: true,
  kind: "csat",
  scope: { queueIds: [], levels: [], channels: [] },
  delayMs: 10 * MINUTE_MS,
  respondWithinMs: DAY_MS,
  question: {},
  asksWhy: true,
  followUp: {},
};

async function setSurveys(...policies: readonly SurveyPolicy[]): Promise<void> {
  const { pool } = scene.database;
  await pool.query("delete from survey_versions");
  await saveSurveySettings(
    pool,
    { ...NO_SURVEYS, policies },
    { id: undefined, name: "test", at: now },
  );
}

/** Answered by Ana, who then says that it is solved. */
async function solved(
  columns: Parameters<Scene["newConversation"]>[0] = {},
): Promise<ConversationId> {
  const id = await scene.newConversation(columns);
  const answer = {
    conversationId: id,
    kind: "reply",
    text: "Pronto.",
    clientId: uuidv7(),
  } as const;
  expect(await reply(desk, ana, { ...answer, andThen: "resolve" })).toMatchObject({ kind: "done" });
  return id;
}

const asksOf = async (id: ConversationId, kind = "survey") =>
  (await listAsks(scene.database.pool, id)).filter((ask) => ask.kind === kind);
const storyOf = async (id: string) =>
  (await listActivities(scene.database.pool, id)).map(({ kind, because }) => `${kind}: ${because}`);
const openAskOf = async (id: string) =>
  (await scene.database.transaction((tx) => lockDeskConversation(tx, id)))?.ask;

/** The time of its questions comes. */
async function later(id: ConversationId, ms: number): Promise<void> {
  now += ms;
  await releaseAsks(
    desk,
    (await listAsks(scene.database.pool, id)).map((ask) => ask.id),
  );
}

/** Sent, and waiting for a score. @returns the question's id */
async function surveyed(id: ConversationId): Promise<string> {
  await later(id, 10 * MINUTE_MS);
  const ask = await openAskOf(id);
  if (ask?.kind !== "survey") throw new Error("nothing is asked");
  return ask.id;
}

const period = () => ({ from: now - DAY_MS, to: now + DAY_MS });
const answersOf = async (id: ConversationId) =>
  (
    await listSurveyAnswers(scene.database.pool, period(), { before: undefined, limit: 100 })
  ).filter((one) => one.conversationId === id);

test("ten minutes after it was solved its customer is asked, by the house and once", async () => {
  const id = await solved();
  await later(id, 10 * MINUTE_MS - 1);
  expect(await asksOf(id)).toMatchObject([{ state: "planned" }]);
  await Promise.all([1, 1, 1].map(() => later(id, 1)));
  expect(await asksOf(id)).toMatchObject([{ state: "open" }]);
  const { rows } = await scene.database.pool.query(
    `select m.agent_id, m.text, d.status from messages m join deliveries d on d.message_id = m.id
     where m.conversation_id = $1 and m.ask is not null`,
    [id],
  );
  expect(rows).toEqual([
    { agent_id: null, text: expect.stringContaining("de 1 a 5"), status: "queued" },
  ]);
  expect(await storyOf(id)).toContain("survey-sent: first-in-scope");
  const [read] = await loadConversationViews(scene.database.pool, [id]);
  expect(read).toMatchObject({ status: "resolved", waitingSince: null });
});

test("where no survey is for it nothing is planned, and one that was switched off meanwhile is not sent", async () => {
  await setSurveys({ ...csat, scope: { ...csat.scope, channels: ["email"] } });
  expect(await asksOf(await solved())).toEqual([]);
  await setSurveys(csat);
  const id = await solved();
  await setSurveys({ ...csat, enabled: false });
  await later(id, 10 * MINUTE_MS);
  expect(await asksOf(id)).toMatchObject([{ state: "withheld", because: "no-survey" }]);
  expect(await storyOf(id)).not.toContainEqual(expect.stringContaining("survey"));
});

test("whoever comes back before the time is not asked", async () => {
  const id = await solved();
  await reopen(desk, ana, { conversationId: id });
  await later(id, 10 * MINUTE_MS);
  expect(await asksOf(id)).toMatchObject([{ state: "withdrawn" }]);
});

test("one person with two conversations is asked in one, though both are solved at the same moment", async () => {
  const contactId = uuidv7() as ContactId;
  await scene.database.pool.query("insert into contacts (id) values ($1)", [contactId]);
  const address = (n: number) => ({ contactId, address: `tel:+551190900000${n}` as const });
  const two = await Promise.all([solved(address(1)), solved(address(2))]);
  now += 10 * MINUTE_MS;
  const ids = (await Promise.all(two.map((id) => asksOf(id)))).flat().map((ask) => ask.id);
  await Promise.all(ids.map((id) => releaseAsks(desk, [id])));
  const states = (await Promise.all(two.map((id) => asksOf(id)))).flat().map((ask) => ask.state);
  expect(states.sort()).toEqual(["open", "withheld"]);
  const stories = (await Promise.all(two.map(storyOf))).flat();
  expect(stories).toContain("survey-not-sent: surveyed-lately");
});

describe("where it is to be confirmed first", () => {
  beforeEach(async () => {
    await saveConfirmation(scene.database.pool, uuidv7(), {
      ...NO_CONFIRMATION,
      enabled: true,
      delayMs: MINUTE_MS,
      silenceMs: DAY_MS,
    });
  });

  test("a yes brings the survey at its own time", async () => {
    const id = await solved();
    await later(id, MINUTE_MS);
    await later(id, 20 * MINUTE_MS);
    expect(await asksOf(id)).toMatchObject([{ state: "planned" }]);
    const [confirmation] = await asksOf(id, "confirmation");
    await answerByLink(desk, confirmation?.id ?? "", "yes");
    await later(id, 0);
    expect(await asksOf(id)).toMatchObject([{ state: "open" }]);
  });

  test("silence brings it when the waiting is over", async () => {
    const id = await solved();
    await later(id, MINUTE_MS);
    await later(id, 20 * MINUTE_MS);
    await later(id, DAY_MS);
    await later(id, 0);
    expect(await asksOf(id)).toMatchObject([{ state: "open" }]);
  });

  test("a no brings none", async () => {
    const id = await solved();
    await later(id, MINUTE_MS);
    const [confirmation] = await asksOf(id, "confirmation");
    await answerByLink(desk, confirmation?.id ?? "", "no");
    await later(id, 20 * MINUTE_MS);
    expect(await asksOf(id)).toMatchObject([{ state: "withdrawn" }]);
  });
});

describe("on the page of its link", () => {
  test("a score is kept with its reasons, and with where it was solved and by whom", async () => {
    const id = await solved();
    const askId = await surveyed(id);
    const given = { score: 5, comment: "A Ana foi ótima" };
    expect(await scoreByLink(desk, askId, given)).toEqual({ kind: "recorded" });
    expect(await answersOf(id)).toMatchObject([
      { ...given, kind: "csat", agentId: ana.id, queueId: scene.solvers, level: 1, channel: "sms" },
    ]);
    expect(await openAskOf(id)).toBeUndefined();
    const [read] = await loadConversationViews(scene.database.pool, [id]);
    expect(read).toMatchObject({ status: "resolved" });
  });

  test("the same twice is once; another one within a day takes its place, and later none", async () => {
    const id = await solved();
    const askId = await surveyed(id);
    await Promise.all([1, 2, 3].map(() => scoreByLink(desk, askId, { score: 2 })));
    await scoreByLink(desk, askId, { score: 4 });
    now += DAY_MS - 1;
    await scoreByLink(desk, askId, { score: 5, comment: "Mudei de ideia" });
    now += 1;
    expect(await scoreByLink(desk, askId, { score: 1 })).toMatchObject({ kind: "over" });
    const answers = (await storyOf(id)).filter((line) => line.startsWith("survey-answered"));
    expect(answers).toEqual([
      "survey-answered: scored",
      "survey-answered: score-changed",
      "survey-answered: score-changed",
    ]);
    now -= DAY_MS;
    expect(await answersOf(id)).toMatchObject([{ score: 5, comment: "Mudei de ideia" }]);
  });

  test("nobody's answer is silence, and is told", async () => {
    const id = await solved();
    const askId = await surveyed(id);
    await later(id, DAY_MS);
    expect(await asksOf(id)).toMatchObject([{ state: "lapsed" }]);
    expect(await storyOf(id)).toContain("survey-lapsed: no-answer-in-time");
    expect(await scoreByLink(desk, askId, { score: 5 })).toMatchObject({ kind: "over" });
    expect(await scoreByLink(desk, uuidv7(), { score: 5 })).toEqual({ kind: "unknown" });
  });
});

test("results count who was asked with who answered, by any group", async () => {
  const sent = await Promise.all([1, 2, 3].map(() => solved({ level: 2 })));
  const [first, second] = await Promise.all([sent[0], sent[1]]);
  for (const id of sent) {
    const [ask] = await asksOf(id);
    now = Math.max(now, (ask?.dueAt ?? 0) + 1);
    await releaseAsks(desk, [ask?.id ?? ""]);
  }
  const askIdOf = async (id: ConversationId | undefined) => (id && (await openAskOf(id))?.id) ?? "";
  await scoreByLink(desk, await askIdOf(first), { score: 5 });
  await scoreByLink(desk, await askIdOf(second), { score: 1 });
  const counts = await countSurveys(scene.database.pool, { ...period(), level: 2 }, "agent");
  expect(counts).toHaveLength(3);
  expect(counts).toEqual(
    expect.arrayContaining(
      [null, 1, 5].map((score) => ({ kind: "csat", group: ana.id, score, count: 1 })),
    ),
  );
});
