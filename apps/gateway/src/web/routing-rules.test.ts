import { randomUUID } from "node:crypto";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let gustavo: Client;
let helena: Client;
beforeAll(async () => {
  stage = await createWebStage();
  gustavo = await stage.logIn(await stage.newPerson({ role: "admin", name: "Gustavo" }));
  helena = await stage.logIn(await stage.newPerson({ role: "admin", name: "Helena" }));
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await stage.scene.database.pool.query("truncate rule_versions, rule_draft");
});

interface Draft {
  readonly token: string;
  readonly rules: readonly unknown[];
}
const ROUTING = "/api/v1/routing";
const ruleOf = (name: string, more: object = {}) => ({
  id: randomUUID(),
  name,
  enabled: true,
  condition: { words: [name] },
  action: { to: { queueId: stage.scene.directors } },
  ...more,
});

async function draft(who = gustavo): Promise<Draft> {
  return (await who.send("GET", `${ROUTING}/draft`)).body;
}

async function save(rules: readonly unknown[], { token }: Draft, who = gustavo) {
  const body = { token, nextToken: randomUUID(), rules };
  return { body, answer: await who.send("PUT", `${ROUTING}/draft`, { body }) };
}

async function publish(rules: readonly unknown[], note = "note"): Promise<number> {
  const { answer } = await save(rules, await draft());
  const { token } = answer.body;
  const done = await gustavo.send("POST", `${ROUTING}/draft/publish`, { body: { token, note } });
  expect(done.status).toBe(200);
  return done.body.version;
}

test("a draft holds for nobody until it is published, and then for everybody", async () => {
  const boleto = ruleOf("boleto");
  const { answer } = await save([boleto], await draft());
  expect(answer.body).toMatchObject({ basedOn: 0, inForce: 0, editedBy: "Gustavo" });
  expect((await gustavo.send("GET", `${ROUTING}/rules`)).body).toEqual({ version: 0, rules: [] });

  const { token } = answer.body;
  const body = { token, note: "Boletos vão para o direcionamento" };
  const published = await gustavo.send("POST", `${ROUTING}/draft/publish`, { body });
  expect(published.body).toMatchObject({ version: 1, publishedBy: "Gustavo", rules: 1 });
  expect((await helena.send("GET", `${ROUTING}/rules`)).body).toEqual({
    version: 1,
    rules: [boleto],
  });
  expect(await draft()).toMatchObject({ token: "version-1", rules: [boleto], editedBy: null });

  const run = await gustavo.send("POST", `${ROUTING}/dry-run`, {
    body: { inboxId: stage.scene.inboxId, from: "+55 11 90000-9999", text: "2ª via do BOLETO" },
  });
  expect(run).toMatchObject({
    status: 200,
    body: {
      contact: { outcome: "new", because: "new-address" },
      conversation: { outcome: "new", because: "first-contact", conversationId: null },
      rules: [{ ruleId: boleto.id, matched: true, failed: [] }],
      queueId: stage.scene.directors,
      because: "rule-matched",
    },
  });
});

test("two admins do not overwrite each other, and each learns of the other", async () => {
  const seen = await draft();
  const { answer: first } = await save([ruleOf("a")], seen, gustavo);
  const { answer: second } = await save([ruleOf("b")], seen, helena);
  expect(second).toMatchObject({
    status: 409,
    body: {
      code: "conflict",
      details: { because: "draft-changed", editedBy: "Gustavo", token: first.body.token },
    },
  });
  const stale = `${ROUTING}/draft?token=${encodeURIComponent(seen.token)}`;
  expect((await helena.send("DELETE", stale)).status).toBe(409);
  const { answer: third } = await save([ruleOf("b")], first.body, helena);
  expect(third.body.editedBy).toBe("Helena");
});

test("of many who save at once what they saw, one is taken", async () => {
  const seen = await draft();
  const saves = Array.from({ length: 8 }, (_, i) =>
    save([ruleOf(`r${i}`)], seen, i % 2 === 0 ? gustavo : helena),
  );
  const statuses = (await Promise.all(saves)).map(({ answer }) => answer.status);
  expect(statuses.sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409]);
});

test("a save and a publication whose answers were lost may be said again", async () => {
  const { body, answer } = await save([ruleOf("a")], await draft());
  const again = await gustavo.send("PUT", `${ROUTING}/draft`, { body });
  expect(again.body).toEqual(answer.body);
  const publication = { body: { token: answer.body.token, note: "n" } };
  const first = await gustavo.send("POST", `${ROUTING}/draft/publish`, publication);
  const second = await gustavo.send("POST", `${ROUTING}/draft/publish`, publication);
  expect(second).toMatchObject({ status: 200, body: first.body });
});

test("rules that were published since a draft was saved are looked at before it replaces them", async () => {
  const a = ruleOf("a");
  await publish([a]);
  await publish([a, ruleOf("b")]);
  const { answer } = await save([ruleOf("c")], await draft());
  await helena.send("POST", `${ROUTING}/versions/1/restore`, { body: { inForce: 2, note: "n" } });
  const { token } = answer.body;
  const refused = await gustavo.send("POST", `${ROUTING}/draft/publish`, {
    body: { token, note: "n" },
  });
  expect(refused.body.details.because).toBe("rules-published-since");
  const { answer: seen } = await save([ruleOf("c")], answer.body);
  expect(seen.body).toMatchObject({ basedOn: 3, inForce: 3 });
});

test("a former version comes back as a new one, and the history tells", async () => {
  const a = ruleOf("a");
  await publish([a], "first");
  await publish([ruleOf("b")], "second");
  const body = { inForce: 2, note: "b was wrong" };
  const restored = await helena.send("POST", `${ROUTING}/versions/1/restore`, { body });
  expect(restored.body).toMatchObject({ version: 3, restores: 1, publishedBy: "Helena" });
  const repeated = await helena.send("POST", `${ROUTING}/versions/1/restore`, { body });
  expect(repeated.body).toEqual(restored.body);
  expect((await gustavo.send("GET", `${ROUTING}/rules`)).body).toEqual({ version: 3, rules: [a] });

  const { body: history } = await gustavo.send("GET", `${ROUTING}/versions?limit=2`);
  expect(history.items.map(({ note }: { note: string }) => note)).toEqual([
    "b was wrong",
    "second",
  ]);
  expect(history.hasMore).toBe(true);
  const { body: rest } = await gustavo.send("GET", `${ROUTING}/versions?before=2`);
  expect(rest).toMatchObject({ items: [{ version: 1, note: "first" }], hasMore: false });
  expect((await gustavo.send("GET", `${ROUTING}/versions/1`)).body.rules).toEqual([a]);

  const { body: same } = await gustavo.send("GET", `${ROUTING}/diff?from=1&to=3`);
  expect(same.differences).toEqual([]);
  const stale = { body: { inForce: 2, note: "n" } };
  const late = await gustavo.send("POST", `${ROUTING}/versions/2/restore`, stale);
  expect(late.body.details).toMatchObject({ because: "rules-published-since", inForce: 3 });
  const idle = { body: { inForce: 3, note: "n" } };
  expect((await gustavo.send("POST", `${ROUTING}/versions/3/restore`, idle)).body.code).toBe(
    "wrong-state",
  );
});

test("what a draft would change is told field by field", async () => {
  const [a, b] = [ruleOf("a"), ruleOf("b")];
  await publish([a, b]);
  const changed = { ...a, condition: { words: ["a"], hours: "closed" } };
  await save([b, changed, ruleOf("c")], await draft());
  const { body } = await gustavo.send("GET", `${ROUTING}/diff`);
  expect(body).toMatchObject({
    from: 1,
    to: "draft",
    differences: [
      { kind: "moved", ruleId: b.id, from: 2, to: 1 },
      {
        kind: "changed",
        ruleId: a.id,
        fields: [{ field: "condition.hours", after: "closed" }],
      },
      { kind: "added", position: 3 },
    ],
  });
});

test.each<[string, object, string, RegExp]>([
  [
    "a pattern that RE2 does not know",
    { condition: { patterns: ["ok", "(?<!x)boleto"] } },
    "condition.patterns.1",
    /^the pattern is not in RE2 syntax/,
  ],
  [
    "a queue that is nowhere",
    { action: { to: { queueId: randomUUID() } } },
    "action.to.queueId",
    /^no such queue$/,
  ],
  [
    "a queue in a plan that is nowhere",
    {
      action: {
        to: {
          plan: [
            {
              queueId: randomUUID(),
              waitMs: null,
              skills: "required",
              priorityPlus: 0,
              onEmpty: "wait",
            },
          ],
        },
      },
    },
    "action.to.plan.0.queueId",
    /^no such queue$/,
  ],
  [
    "a promise that nobody makes",
    { action: { to: { level: 1 }, slaPolicyId: randomUUID() } },
    "action.slaPolicyId",
    /^no such policy$/,
  ],
  [
    "an answer without words",
    { action: { to: { level: 1 }, autoAnswer: {} } },
    "action.autoAnswer",
    /^say it in one language at least$/,
  ],
  [
    "an inbox that is nowhere",
    { condition: { inboxIds: [randomUUID()] } },
    "condition.inboxIds.0",
    /^no such inbox$/,
  ],
  [
    "a channel that is not built",
    { condition: { channels: ["telex"] } },
    "condition.channels.0",
    /no such channel/,
  ],
  [
    "a range that holds for nothing",
    { condition: { waited: { atLeast: 5, below: 5 } } },
    "condition.waited",
    /^nothing is at least this and below that$/,
  ],
  ["a range without an end", { condition: { waited: {} } }, "condition.waited", /^say atLeast/],
])("%s is refused where it is, in a plain sentence", async (_, more, where, sentence) => {
  const { answer } = await save([ruleOf("fine"), ruleOf("wrong", more)], await draft());
  expect(answer).toMatchObject({ status: 400, body: { code: "invalid" } });
  const [issue] = answer.body.details.issues;
  expect(issue.path).toBe(`body.rules.1.${where}`);
  expect(issue.problem).toMatch(sentence);
  expect(await draft()).toMatchObject({ rules: [], editedBy: null });
});

test("supervisors read rules and change none", async () => {
  const supervisor = await stage.logIn(await stage.newPerson({ role: "supervisor" }));
  for (const path of ["rules", "draft", "versions", "diff"]) {
    expect((await supervisor.send("GET", `${ROUTING}/${path}`)).status).toBe(200);
  }
  const { answer } = await save([], await draft(), supervisor);
  expect(answer.body.code).toBe("forbidden");
});

test("a policy that rules give stays while they are in force or being written", async () => {
  const newPolicy = async () => {
    const body = { name: randomUUID(), isDefault: false, targets: [], pauses: [], rules: [] };
    return (await gustavo.send("POST", "/api/v1/sla-policies", { body })).body.id as string;
  };
  const giving = (slaPolicyId: string) =>
    ruleOf("boleto", { action: { to: { queueId: stage.scene.directors }, slaPolicyId } });
  const remove = (id: string) => gustavo.send("DELETE", `/api/v1/sla-policies/${id}`);
  const stays = { status: 409, body: { details: { because: "named-by-rules" } } };

  const policy = await newPolicy();
  await save([giving(policy)], await draft());
  expect(await remove(policy)).toMatchObject(stays);
  const first = await publish([giving(policy)]);
  expect(await remove(policy)).toMatchObject(stays);

  const second = await publish([]);
  expect(await remove(policy)).toMatchObject({ status: 200 });
  const body = { inForce: second, note: "Como antes" };
  expect(
    await gustavo.send("POST", `${ROUTING}/versions/${first}/restore`, { body }),
  ).toMatchObject({
    status: 400,
    body: { message: `version ${first}: rules.0.action.slaPolicyId: no such policy` },
  });
  expect((await gustavo.send("GET", `${ROUTING}/rules`)).body).toEqual({
    version: second,
    rules: [],
  });
});

test("patterns that would hold up everybody's messages together are refused", async () => {
  const crowded = (count: number) =>
    Array.from({ length: count }, (_, n) =>
      ruleOf(`nota ${n}`, {
        condition: { patterns: Array.from({ length: 20 }, (_, m) => `x{240}y${n}-${m}`) },
      }),
    );
  const { answer } = await save(crowded(3), await draft());
  expect(answer).toMatchObject({ status: 400, body: { code: "invalid" } });
  expect(answer.body.message).toMatch(/^body\.rules: the patterns of all rules are too large/);
  expect((await save(crowded(1), await draft())).answer).toMatchObject({ status: 200 });
});

test("a rule's segments and attribute names are kept as a contact's are, and match", async () => {
  const { pool } = stage.scene.database;
  const contactId = randomUUID();
  const from = "tel:+5511930009999";
  await pool.query("insert into contacts (id) values ($1)", [contactId]);
  await pool.query(
    "insert into identities (address, contact_id, evidence) values ($1, $2, 'channel-proven')",
    [from, contactId],
  );
  await gustavo.send("PATCH", `/api/v1/contacts/${contactId}`, {
    body: { segments: ["VIP"], attributes: { plan: "gold" } },
  });

  const asked = { segments: ["VIP"], attributes: { Plan: ["Gold"] } };
  const { answer } = await save([ruleOf("gold", { condition: asked })], await draft());
  expect(answer.body.rules).toMatchObject([
    { condition: { segments: ["vip"], attributes: { plan: ["Gold"] } } },
  ]);
  const body = { inboxId: stage.scene.inboxId, from, text: "oi", rules: "draft" };
  expect((await gustavo.send("POST", `${ROUTING}/dry-run`, { body })).body.rules).toMatchObject([
    { matched: true, failed: [] },
  ]);
});

test.each([
  ["segments", { segments: ["<b>"] }, "rules[0].condition.segments[0]"],
  ["attributes", { attributes: { "cidade natal": ["x"] } }, "rules[0].condition.attributes"],
])("%s that no contact can have are refused", async (_, condition, place) => {
  const { answer } = await save([ruleOf("odd", { condition })], await draft());
  expect(answer).toMatchObject({ status: 400, body: { code: "invalid" } });
  expect(answer.body.message).toContain(place);
});

test("a stored rule that asks for what no contact can have is still read", async () => {
  const odd = ruleOf("odd", { condition: { segments: ["VIP/a"], attributes: { Plan: ["x"] } } });
  await save([ruleOf("plain")], await draft());
  await stage.scene.database.pool.query("update rule_draft set rules = $1", [
    JSON.stringify([odd]),
  ]);
  expect((await draft()).rules).toEqual([odd]);
});

test("a rule may ask for one of several groups, and the dry run says what is wrong with each", async () => {
  const either = ruleOf("alternativas", {
    condition: {
      channels: ["sms", "loopback"],
      anyOf: [
        { words: ["girafa"], returning: false },
        { languages: ["en"], hours: "closed" },
      ],
    },
  });
  await publish([either]);
  expect((await gustavo.send("GET", `${ROUTING}/rules`)).body.rules).toEqual([either]);
  const tried = async (text: string) => {
    const body = { inboxId: stage.scene.inboxId, from: "+55 11 90000-9999", text };
    const run = await gustavo.send("POST", `${ROUTING}/dry-run`, { body });
    return run.body.rules[0];
  };
  expect(await tried("uma girafa")).toMatchObject({ matched: true, failed: [] });
  expect(await tried("bom dia, tudo bem?")).toMatchObject({
    matched: false,
    failed: [
      {
        condition: "anyOf",
        because: "no-group-holds",
        groups: [
          [{ condition: "words", because: "no-such-words" }],
          expect.arrayContaining([{ condition: "hours", because: "within-hours" }]),
        ],
      },
    ],
  });
});

test.each([
  ["an empty group", [{}], "body.rules.0.condition.anyOf.0"],
  ["no group at all", [], "body.rules.0.condition.anyOf"],
  ["a group in a group", [{ anyOf: [{ hours: "open" }] }], "body.rules.0.condition.anyOf.0"],
  ["what is not there", [{ channels: ["telex"] }], "body.rules.0.condition.anyOf.0.channels.0"],
])("of groups, %s is refused at its place", async (_, anyOf, path) => {
  const { answer } = await save([ruleOf("x", { condition: { anyOf } })], await draft());
  expect(answer).toMatchObject({ status: 400, body: { code: "invalid" } });
  expect(JSON.stringify(answer.body)).toContain(`"${path}`);
});
