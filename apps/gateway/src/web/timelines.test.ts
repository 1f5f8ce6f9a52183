import { randomUUID } from "node:crypto";
import { newSaid } from "./testing/new-said.ts";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let agent: Client;
let supervisor: Client;
beforeAll(async () => {
  stage = await createWebStage();
  agent = await stage.logIn(await stage.newPerson({ role: "agent", name: "Bia" }));
  supervisor = await stage.logIn(await stage.newPerson({ role: "supervisor" }));
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

test("a person's history is of all channels; of what is not one's to see, that it is there", async () => {
  const { scene } = stage;
  const contactId = randomUUID() as never;
  await scene.database.pool.query("insert into contacts (id, name) values ($1, 'Rita')", [
    contactId,
  ]);
  const sms = await scene.newConversation({ contactId });
  const chat = await scene.newConversation({ contactId, channel: "webchat" });
  const foreign = await scene.newConversation({ contactId, queueId: scene.technical });
  await newSaid(stage, sms, { text: "um", at: "2026-01-01T10:00:00.000Z" });
  await newSaid(stage, chat, { text: "dois", at: "2026-01-01T11:00:00.000Z" });
  await newSaid(stage, foreign, { text: "segredo", at: "2026-01-01T12:00:00.000Z" });
  await newSaid(stage, sms, { text: "três", at: "2026-01-01T13:00:00.000Z" });

  const path = `/api/v1/contacts/${contactId}/timeline`;
  const read = async (who: Client, query: string) =>
    (await who.send("GET", `${path}?${query}`)).body;
  const first = await read(agent, "limit=2");
  const second = await read(agent, `limit=2&cursor=${first.nextCursor}`);
  const said = [...first.items, ...second.items].map(({ text }: { text: string }) => text);
  expect(said).toEqual(["três", "dois", "um"]);
  expect(second.nextCursor).toBeNull();
  expect(first.conversations).toHaveLength(3);
  const hidden = first.conversations.filter((one: { isVisible: boolean }) => !one.isVisible);
  expect(hidden).toEqual([
    { isVisible: false, channel: "sms", queueName: "Técnico", arrivedAt: expect.any(String) },
  ]);
  expect(JSON.stringify([first, second])).not.toContain(foreign);

  const ofChat = await read(agent, "channel=webchat");
  expect(ofChat.items.map(({ text }: { text: string }) => text)).toEqual(["dois"]);
  expect((await read(supervisor, "")).items).toHaveLength(4);
});

test("of a message that came in: accepted, delivered again, routed by which rule and why, taken", async () => {
  const { scene } = stage;
  const { pool } = scene.database;
  const ruleId = randomUUID();
  const rule = {
    id: ruleId,
    name: "Boleto",
    enabled: true,
    condition: { words: ["boleto"] },
    action: { to: { queueId: scene.solvers } },
  };
  await pool.query(
    `insert into rule_versions (version, rules, note, published_by_name) values (3, $1, 'n', 'x')`,
    [JSON.stringify([rule])],
  );
  const conversation = await scene.newConversation();
  const message = await newSaid(stage, conversation, { text: "segunda via" });
  const trail = {
    identify: "known-address",
    thread: "no-conversation",
    route: "rule-matched",
    ruleId,
    queueId: scene.solvers,
    rules: 3,
  };
  const { rows } = await pool.query<{ id: string }>(
    `insert into ledger (inbox_id, external_id, kind, contact_key, content_hash, element, state,
       message_id, trail, routed_at)
     values ($1, $2, 'message', 1, '\\x00', '{"text":"segunda via"}', 'routed', $3, $4, now())
     returning id`,
    [scene.inboxId, randomUUID(), message, JSON.stringify(trail)],
  );
  const ledgerId = rows[0]?.id;
  await pool.query("update messages set ledger_id = $1 where id = $2", [ledgerId, message]);
  await pool.query("insert into ledger_duplicates (ledger_id, inbox_id) values ($1, $2)", [
    ledgerId,
    scene.inboxId,
  ]);
  for (const kind of ["opened", "assigned", "snoozed"]) {
    await pool.query(
      "insert into activities (conversation_id, kind, data, because) values ($1, $2, '{}', 'why')",
      [conversation, kind],
    );
  }

  const { body } = await agent.send("GET", `/api/v1/messages/${message}/timeline`);
  expect(body.ledgerId).toBe(ledgerId);
  expect(body.steps.map(({ kind }: { kind: string }) => kind)).toEqual([
    "received",
    "routed",
    "delivered-again",
    "decided",
    "decided",
  ]);
  expect(body.steps[1]).toMatchObject({
    route: "rule-matched",
    ruleName: "Boleto",
    condition: { words: ["boleto"] },
    queueName: "Atendimento",
    rulesVersion: 3,
  });
  expect(JSON.stringify(body)).not.toContain("segunda via");
});
