import { randomUUID } from "node:crypto";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let admin: Client;
beforeAll(async () => {
  stage = await createWebStage();
  admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

const typed = (text: string, more: object = {}) => ({
  inboxId: stage.scene.inboxId,
  from: "+55 11 90000-9999",
  text,
  ...more,
});
const tryOut = (body: object) => admin.send("POST", "/api/v1/routing/dry-run", { body });

async function saveDraft(rules: readonly object[]): Promise<void> {
  const { token } = (await admin.send("GET", "/api/v1/routing/draft")).body;
  const body = { token, nextToken: randomUUID(), rules };
  expect((await admin.send("PUT", "/api/v1/routing/draft", { body })).status).toBe(200);
}

test("a draft is tried before anybody is routed by it", async () => {
  const plan = [
    { waitMs: 90_000, skills: "required", priorityPlus: 1, onEmpty: "skip" },
    { waitMs: null, skills: "relaxed", priorityPlus: 1, onEmpty: "wait" },
  ].map((step) => ({ queueId: stage.scene.directors, ...step }));
  const night = {
    id: randomUUID(),
    name: "night",
    enabled: true,
    condition: { hours: "closed", patterns: ["pedido\\s*#\\d+"] },
    action: { to: { queueId: stage.scene.technical } },
  };
  const menu = {
    id: randomUUID(),
    name: "menu",
    enabled: true,
    condition: { menuAnswer: ["billing"], languages: ["pt"] },
    action: { to: { plan }, priority: 2, tags: ["menu"], requiredSkills: { billing: 2 } },
  };
  await saveDraft([night, menu]);

  const words = "Quero a segunda via, pedido #12";
  const { body } = await tryOut(typed(words, { rules: "draft", menuAnswer: ["billing", "slip"] }));
  expect(body).toMatchObject({
    version: "draft",
    facts: { channel: "sms", language: "pt", open: true, menuAnswer: ["billing", "slip"] },
    rules: [
      {
        ruleId: night.id,
        matched: false,
        failed: [{ condition: "hours", because: "within-hours" }],
      },
      { ruleId: menu.id, matched: true, failed: [] },
    ],
    route: {
      because: "rule-matched",
      ruleId: menu.id,
      queueId: stage.scene.directors,
      priority: 3,
      tags: ["menu"],
      requiredSkills: { billing: 2 },
      plan,
    },
  });
  const { body: published } = await tryOut(typed(words));
  expect(published).toMatchObject({ version: 0, rules: [], route: { because: "no-rule-matched" } });
});

test("every member of the queue is there with the reason for or against", async () => {
  const { queueId, agents, wait } = (await tryOut(typed("oi"))).body;
  // Next, and nobody knows how fast a queue goes that nobody serves.
  expect(wait).toEqual({ position: 1, seconds: null });
  expect(queueId).toEqual(expect.any(String));
  const members = await stage.scene.database.pool.query(
    "select agent_id from queue_members where queue_id = $1",
    [queueId],
  );
  expect(agents).toHaveLength(members.rows.length);
  for (const agent of agents) expect(agent.because).not.toBe("");
});

test.each([
  ["nothing at all", {}, /say messageId alone, or inboxId, from and text/],
  [
    "both at once",
    { messageId: randomUUID(), inboxId: randomUUID(), from: "tel:+5511900000001", text: "oi" },
    /say messageId alone/,
  ],
  ["a message that nobody sent", { messageId: randomUUID() }, /no message of a customer/],
])("%s is refused in a plain sentence", async (_, body, sentence) => {
  const answer = await tryOut(body);
  expect(answer.status).toBe(400);
  expect(answer.body.message).toMatch(sentence);
});

test("a back-test answers in lines, the table last, one at a time", async () => {
  const open = () =>
    fetch(`${stage.url}/api/v1/routing/back-test`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-circuito-csrf": "1",
        cookie: admin.cookie ?? "",
      },
      body: JSON.stringify({ days: 7 }),
    });
  const answer = await open();
  expect(answer.headers.get("content-type")).toContain("application/x-ndjson");
  const last = (await answer.text()).trim().split("\n").at(-1);
  expect(JSON.parse(last ?? "")).toMatchObject({ kind: "table", complete: true, moved: 0 });
  // The next may begin as soon as one is over.
  expect((await open()).status).toBe(200);
});

test.each([
  [{}, /say days, or from/],
  [{ days: 1, from: "2026-01-01T00:00:00Z" }, /say days, or from/],
  [{ from: "2026-01-02T00:00:00Z", to: "2026-01-01T00:00:00Z" }, /nothing came between/],
])("a back-test of %j is refused", async (body, sentence) => {
  const answer = await admin.send("POST", "/api/v1/routing/back-test", { body });
  expect(answer.status).toBe(400);
  expect(answer.body.message).toMatch(sentence);
});
