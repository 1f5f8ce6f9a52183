import { randomUUID } from "node:crypto";
import { openingView, ruleHits } from "@circuito/protocol";
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

const DAY_MS = 24 * 3_600_000;
const ROUTING = "/api/v1/routing";
const ruleOf = (words: readonly string[], queueId: string) => ({
  ...{ id: randomUUID(), name: words.join(), enabled: true },
  ...{ condition: { words }, action: { to: { queueId } } },
});

async function saveDraft(rules: readonly object[]) {
  const { token } = (await admin.send("GET", `${ROUTING}/draft`)).body;
  const body = { token, nextToken: randomUUID(), rules };
  return (await admin.send("PUT", `${ROUTING}/draft`, { body })).body;
}

test("a draft says what in it is probably not meant, and says it anew when things change", async () => {
  const { scene } = stage;
  const [first, second] = [
    ruleOf(["boleto"], scene.technical),
    ruleOf(["segunda via do boleto"], scene.technical),
  ];
  const { warnings } = await saveDraft([first, second]);
  expect(warnings).toEqual([
    { ruleId: first.id, because: "nobody-serves", queueId: scene.technical },
    { ruleId: second.id, because: "never-reached", by: first.id },
    { ruleId: second.id, because: "nobody-serves", queueId: scene.technical },
  ]);
  await scene.newAgent({ queueIds: [scene.technical] });
  expect((await admin.send("GET", `${ROUTING}/draft`)).body.warnings).toEqual([
    { ruleId: second.id, because: "never-reached", by: first.id },
  ]);
});

test("what each rule decided in the last week is counted, and what none of them did", async () => {
  const { scene } = stage;
  const [used, unused] = [ruleOf(["entrega"], scene.technical), ruleOf(["x"], scene.technical)];
  await saveDraft([used, unused]);
  const at = Date.now();
  const told = (data: object, days: number, kind = "opened") =>
    scene.database.pool.query(
      `insert into activities (conversation_id, kind, data, at)
       values ($1, $2, $3, to_timestamp($4::float8 / 1000))`,
      [randomUUID(), kind, data, at - days * DAY_MS],
    );
  const by = { queueId: scene.technical, ruleId: used.id, rules: 1 };
  await told(by, 1);
  await told(by, 6, "routed");
  await told(by, 8);
  await told({ ...by, ruleId: undefined }, 2);
  // Handed over by somebody: no rule was asked.
  await told({ queueId: scene.technical }, 1, "transferred");

  const { body } = await admin.send("GET", `${ROUTING}/hits`);
  const hits = ruleHits.parse(body);
  expect(hits.rules).toHaveLength(3);
  const of = (ruleId: string | null) => hits.rules.find((rule) => rule.ruleId === ruleId);
  expect(of(used.id)).toMatchObject({ hits: 2 });
  expect(of(unused.id)).toEqual({ ruleId: unused.id, hits: 0, lastAt: null });
  expect(of(null)).toMatchObject({ hits: 1 });
  expect(at - Date.parse(of(used.id)?.lastAt ?? "")).toBe(DAY_MS);
});

test.each([
  ["pedido\\s*#\\d+", "Meu PEDIDO #12", null, true],
  ["pedido", "oi", null, false],
  ["(", "oi", "not-re2", null],
  ["a*", "oi", "matches-empty", null],
  ["(a{100}){9}", "oi", "too-large", null],
])("the pattern %s is tried as it will be used", async (pattern, text, because, found) => {
  const body = { pattern, text };
  const answer = await admin.send("POST", `${ROUTING}/patterns/check`, { body });
  const refused = because === null ? null : expect.objectContaining({ because });
  expect(answer.body).toEqual({ refused, found });
});

test("skills that somebody has, and what menus offer, can be asked for by name", async () => {
  const { scene } = stage;
  const { id } = await scene.newAgent({ queueIds: [scene.technical] });
  await admin.send("PATCH", `/api/v1/agents/${id}`, { body: { skills: { sap: 3, billing: 1 } } });
  const label = (text: string) => ({ "pt-BR": text });
  const menu = {
    words: label("Sobre o quê?"),
    options: [{ id: "invoice", label: label("Boleto") }],
  };
  const flow = {
    ...{ language: "pt-BR", greeting: label("Olá!") },
    menu: { ...menu, options: [{ id: "finance", label: label("Financeiro"), menu }] },
    ...{ misunderstandingsMax: 2, answerWithinMs: 300_000 },
  };
  const path = `/api/v1/inboxes/${scene.inboxId}/attendant`;
  expect((await admin.send("PUT", path, { body: { version: 0, flow } })).status).toBe(200);
  expect((await admin.send("GET", `${ROUTING}/names`)).body).toEqual({
    defaultQueueId: expect.any(String),
    skills: ["billing", "sap"],
    menus: [
      {
        inboxId: scene.inboxId,
        options: [
          { path: ["finance"], labels: ["Financeiro"] },
          { path: ["finance", "invoice"], labels: ["Financeiro", "Boleto"] },
        ],
      },
    ],
  });
});

test("the newest messages that opened conversations can be picked to try rules on", async () => {
  const { scene } = stage;
  const say = async (direction: string, text: string) => {
    const id = await scene.newConversation({ contactName: "Marina" });
    await scene.database.pool.query(
      `insert into messages (id, conversation_id, seq, previous_public_seq, direction, text)
       values ($1, $2, 1, 0, $3, $4)`,
      [randomUUID(), id, direction, text],
    );
    return id;
  };
  const asked = await say("inbound", "Cadê meu pedido?");
  await say("outbound", "Sua entrega chega hoje.");
  const { body } = await admin.send("GET", `${ROUTING}/openings?limit=1`);
  expect(body.items.map((item: unknown) => openingView.parse(item))).toMatchObject([
    { conversationId: asked, contactName: "Marina", text: "Cadê meu pedido?" },
  ]);
});
