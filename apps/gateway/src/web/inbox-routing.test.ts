import { randomUUID } from "node:crypto";
import { asId, type Channel, type InboxId } from "@circuito/domain";
import { saveInbox } from "@circuito/store";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let admin: Client;
let inboxId: string;
beforeAll(async () => {
  stage = await createWebStage();
  admin = await stage.logIn(await stage.newPerson({ role: "admin", name: "Gustavo" }));
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await stage.scene.database.pool.query("truncate rule_versions, rule_draft");
  inboxId = await newInbox("sms");
});

async function newInbox(channel: Channel): Promise<string> {
  const id = randomUUID();
  await saveInbox(stage.scene.database.pool, {
    ...{ id: asId<InboxId>(id), name: "Loja", channel, enabled: true },
    ...{ settings: {}, secretsSealed: null },
  });
  return id;
}

const ROUTING = "/api/v1/routing";
const at = (id = inboxId) => `/api/v1/inboxes/${id}/routing`;
const see = async (as = "in-force", id = inboxId) =>
  (await admin.send("GET", `${at(id)}?as=${as}`)).body;
const put = (queueId: string | null, inForce: number, id = inboxId) =>
  admin.send("PUT", at(id), { body: { queueId, inForce, note: "Loja: outra fila" } });
const ruleOf = (name: string, condition: object) => ({
  ...{ id: randomUUID(), name, enabled: true, condition },
  action: { to: { queueId: stage.scene.solvers } },
});

async function saveDraft(rules: readonly unknown[]): Promise<string> {
  const { token } = (await admin.send("GET", `${ROUTING}/draft`)).body;
  const body = { token, nextToken: randomUUID(), rules };
  return (await admin.send("PUT", `${ROUTING}/draft`, { body })).body.token;
}
async function publish(rules: readonly unknown[]): Promise<void> {
  const token = await saveDraft(rules);
  const body = { token, note: "n" };
  expect((await admin.send("POST", `${ROUTING}/draft/publish`, { body })).status).toBe(200);
}

test.each<Channel>(["email", "sms", "whatsapp", "webchat", "form", "loopback"])(
  "of an inbox on %s it is told where a first message goes",
  async (channel) => {
    const id = await newInbox(channel);
    expect(await see("in-force", id)).toMatchObject({
      inForce: 0,
      own: null,
      before: [],
      route: { because: "no-rule-matched", ruleId: null, place: null },
    });
  },
);

test("a queue is tried, then published: its rule stands where it is asked, and the next message goes by it", async () => {
  const boleto = ruleOf("boleto", { words: ["boleto"] });
  const rest = ruleOf("resto", {});
  await publish([boleto, rest]);
  expect(await see()).toMatchObject({ own: null, route: { name: "resto", place: 2 } });

  const tried = await see(stage.scene.directors);
  expect(tried).toMatchObject({
    inForce: 1,
    because: "rule-added",
    own: { name: "Loja", condition: { inboxIds: [inboxId] } },
    ownPlace: 2,
    before: [{ name: "boleto", place: 1 }],
    route: { name: "Loja", place: 2, queueId: stage.scene.directors },
  });
  expect(await see()).toMatchObject({ own: null });

  const kept = await put(stage.scene.directors, 1);
  expect(kept).toMatchObject({
    status: 200,
    body: { inForce: 2, because: "rule-added", route: { queueId: stage.scene.directors } },
  });
  const run = await admin.send("POST", `${ROUTING}/dry-run`, {
    body: { inboxId, from: "+55 11 90000-9999", text: "oi", rules: "published" },
  });
  expect(run.body.queueId).toBe(stage.scene.directors);
  const versions = await admin.send("GET", `${ROUTING}/versions`);
  expect(versions.body.items[0]).toMatchObject({ version: 2, note: "Loja: outra fila", rules: 3 });
});

test("said again it is one version; what others published meanwhile is looked at first", async () => {
  await publish([ruleOf("resto", {})]);
  expect((await put(stage.scene.directors, 1)).body).toMatchObject({ inForce: 2 });
  expect(await put(stage.scene.directors, 1)).toMatchObject({
    status: 200,
    body: { inForce: 2, because: "as-it-was" },
  });
  expect(await put(stage.scene.solvers, 1)).toMatchObject({
    status: 409,
    body: { code: "conflict", details: { because: "rules-published-since", inForce: 2 } },
  });
});

test("of two who publish at once what they saw, one is told to look again", async () => {
  const answers = await Promise.all([put(stage.scene.directors, 0), put(stage.scene.solvers, 0)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test("a draft that somebody writes keeps its rules, and has this one, too", async () => {
  const mine = ruleOf("em obras", { words: ["obra"] });
  const token = await saveDraft([mine]);
  expect(await see()).toMatchObject({ hasDraft: true });
  await put(stage.scene.directors, 0);
  const draft = (await admin.send("GET", `${ROUTING}/draft`)).body;
  expect(draft).toMatchObject({ basedOn: 1, inForce: 1 });
  expect(draft.rules.map(({ name }: { name: string }) => name)).toEqual(["em obras", "Loja"]);
  // The same rule: what it did is counted by its id, and publishing the draft does not replace it.
  expect(draft.rules[1].id).toBe((await see()).own.id);
  // Whoever has the old draft on the screen is told, and overwrites nothing.
  const body = { token, nextToken: randomUUID(), rules: [mine] };
  expect((await admin.send("PUT", `${ROUTING}/draft`, { body })).status).toBe(409);
});

test("left to the rules again, its rule is gone", async () => {
  await publish([ruleOf("resto", {})]);
  await put(stage.scene.directors, 1);
  expect(await see("rules")).toMatchObject({ because: "rule-removed", own: null });
  expect((await put(null, 2)).body).toMatchObject({ inForce: 3, own: null });
  expect((await admin.send("GET", `${ROUTING}/rules`)).body.rules).toHaveLength(1);
});

test.each([
  ["a queue that nobody has", () => see(randomUUID()), "invalid"],
  ["nonsense", () => see("anywhere"), "invalid"],
  ["an inbox that nobody has", () => see("rules", randomUUID()), "not-found"],
  ["a queue that is gone", async () => (await put(randomUUID(), 0)).body, "invalid"],
])("%s is refused", async (_, ask, code) => {
  expect(await ask()).toMatchObject({ code });
});

test("a rule goes into the draft beside what others write there, and nothing is published", async () => {
  const boleto = ruleOf("boleto", { words: ["boleto"] });
  await publish([boleto]);
  const resto = ruleOf("resto", {});
  const token = await saveDraft([boleto, resto]);
  const draft = (inForce: number) =>
    admin.send("PUT", `${at()}/draft`, { body: { queueId: stage.scene.directors, inForce } });
  const kept = await draft(1);
  expect(kept).toMatchObject({
    status: 200,
    body: { inForce: 1, because: "rule-added", hasDraft: true, ownPlace: 2 },
  });
  const { body: now } = await admin.send("GET", `${ROUTING}/draft`);
  expect(now.rules.map(({ name }: { name: string }) => name)).toEqual(["boleto", "Loja", "resto"]);
  // Whoever had the draft open is told.
  expect(now.token).not.toBe(token);
  expect(await see()).toMatchObject({ inForce: 1, own: null, hasDraft: true });

  // The answer was lost: it is there already.
  expect((await draft(1)).body.because).toBe("as-it-was");
  expect((await admin.send("GET", `${ROUTING}/draft`)).body.token).toBe(now.token);
  expect(await draft(0)).toMatchObject({
    status: 409,
    body: { code: "conflict", details: { because: "rules-published-since", inForce: 1 } },
  });
});
