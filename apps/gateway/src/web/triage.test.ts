import { asId } from "@circuito/domain";
import { publishRules } from "@circuito/store";
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
beforeEach(async () => {
  await stage.scene.database.pool.query("update conversations set status = 'closed'");
});

const newDirector = async () => {
  const person = await stage.newPerson({ queueIds: [stage.scene.directors] });
  return { person, client: await stage.logIn(person) };
};
const waiting = () => stage.scene.newConversation({ queueId: stage.scene.directors });
const today = () => `/api/v1/triage?since=${new Date(Date.now() - 3_600_000).toISOString()}`;

test("an item comes before one director, others see with whom it is, and figures tell of the day", async () => {
  const [carla, bia] = [await newDirector(), await newDirector()];
  const hears = await stage.socketOf(bia.client);
  const id = await waiting();
  const { body } = await carla.client.send("POST", "/api/v1/triage/next", { body: {} });
  expect(body.conversation).toMatchObject({ id, lease: { agent: { id: carla.person.id } } });
  const told = await hears.until((e) => e.type === "conversation.changed");
  expect(told.conversation.lease.agent.name).toBe(carla.person.name);
  const none = await bia.client.send("POST", "/api/v1/triage/next", { body: {} });
  expect(none.body.conversation).toBeNull();

  const directed = await carla.client.send("POST", `/api/v1/conversations/${id}/direct`, {
    body: {
      queueId: stage.scene.technical,
      title: "Roteador",
      category: "Equipamento",
      summary: "não liga",
      note: "cliente está em casa até as 18h",
      urgency: "high",
      promisedAt: new Date(Date.now() + 3_600_000).toISOString(),
      epoch: body.conversation.epoch,
    },
  });
  expect(directed.body).toMatchObject({
    lease: null,
    summary: "não liga",
    handOver: { note: "cliente está em casa até as 18h" },
  });
  const status = await carla.client.send("GET", today());
  expect(status.body).toMatchObject({
    queues: [{ id: stage.scene.directors, waiting: 0, leased: 0 }],
    mine: { done: 1, returned: 0, skipped: 0, medianSeconds: expect.any(Number) },
    team: [{ agent: { id: carla.person.id }, done: 1 }],
  });
  const back = await carla.client.send("POST", `/api/v1/conversations/${id}/recall`, { body: {} });
  expect(back.body).toMatchObject({ queueId: stage.scene.directors, lease: { agent: {} } });
});

test("whose console is gone loses the item soon, and not before a page could be loaded again", async () => {
  const { client } = await newDirector();
  const console_ = await stage.socketOf(client);
  const id = await waiting();
  const { body } = await client.send("POST", "/api/v1/triage/next", { body: {} });
  const until = Date.parse(body.conversation.lease.until);
  console_.socket.disconnect();
  const leasedUntil = async () => {
    const { rows } = await stage.scene.database.pool.query(
      "select leased_until as until from conversations where id = $1",
      [id],
    );
    return rows[0].until as Date;
  };
  const deadline = Date.now() + 20_000;
  while ((await leasedUntil()).getTime() === until && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect((await leasedUntil()).getTime()).toBeLessThan(until - 60_000);
  expect((await leasedUntil()).getTime()).toBeGreaterThan(Date.now() + 30_000);
});

test("areas are suggested by the rule that speaks of the message, and say so; what else the person wrote is there", async () => {
  const { scene } = stage;
  await scene.database.transaction(({ client }) =>
    publishRules(
      client,
      [
        {
          id: asId("01900000-0000-7000-8000-00000000000a"),
          name: "Roteadores",
          enabled: true,
          condition: { words: ["roteador"] },
          action: { to: { queueId: scene.directors }, tags: ["tecnico"] },
        },
      ],
      { by: { id: null, name: "x" }, note: "n" },
    ),
  );
  const { client } = await newDirector();
  const id = await waiting();
  await scene.database.pool.query(
    `with entry as (
       insert into ledger (inbox_id, external_id, kind, contact_key, content_hash, element, state)
       select inbox_id, id::text, 'message', 1, '\\x00', jsonb_build_object('kind', 'message',
         'externalId', id::text, 'from', address, 'idMadeBy', 'provider', 'text',
         'meu roteador não liga', 'media', '[]'::jsonb), 'routed' from conversations where id = $1
       returning id)
     insert into messages (id, conversation_id, seq, previous_public_seq, direction, ledger_id, text)
     select gen_random_uuid(), $1, 1, 0, 'inbound', entry.id, 'meu roteador não liga' from entry`,
    [id],
  );
  const { rows } = await scene.database.pool.query(
    "select contact_id from conversations where id = $1",
    [id],
  );
  const { contact_id: contactId } = rows[0];
  const other = await scene.newConversation({
    contactId,
    queueId: scene.technical,
    title: "segredo",
  });
  const { body } = await client.send("GET", `/api/v1/conversations/${id}/triage`);
  expect(body.suggestions).toEqual([
    {
      queueId: scene.technical,
      reasons: [{ kind: "rule", ruleId: expect.any(String), ruleName: "Roteadores" }],
    },
  ]);
  expect(body.areas).toMatchObject([
    { id: scene.technical, waiting: 1, waitSeconds: null, open: true, agentsAvailable: 0 },
  ]);
  // It is an area's, and not the director's to read.
  expect(body.around).toMatchObject([
    { conversationId: null, title: null, duplicateOf: other, status: "open" },
  ]);
  expect(body.resolvesHere).toBe(true);
});

test("categories are added, ordered, changed and archived by admins, and used by everybody", async () => {
  const body = {
    ...{ name: "Financeiro", parentId: null, queueId: null, urgency: "high", slaPolicyId: null },
    fields: [{ key: "order", label: "Pedido", kind: "order", need: "direct" }],
  };
  const create = async (change: object) =>
    (await admin.send("POST", "/api/v1/categories", { body: { ...body, ...change } })).body;
  const parent = await create({});
  const one = await create({ name: "Boleto", parentId: parent.id });
  const two = await create({ name: "Reembolso", parentId: parent.id });
  expect(await create({ name: "Vencido", parentId: one.id })).toMatchObject({
    code: "invalid",
    details: { because: "too-deep" },
  });
  expect(await create({ name: "boleto", parentId: parent.id })).toMatchObject({
    code: "conflict",
    details: { because: "name-taken" },
  });
  expect(await create({ queueId: parent.id })).toMatchObject({ code: "conflict" });
  await admin.send("PUT", "/api/v1/category-order", { body: { ids: [two.id, one.id] } });
  const { client } = await newDirector();
  const names = async (query = "") =>
    (await client.send("GET", `/api/v1/categories${query}`)).body.items.map(
      (item: { name: string }) => item.name,
    );
  expect(await names()).toEqual(["Financeiro", "Reembolso", "Boleto"]);
  const archived = await admin.send("PATCH", `/api/v1/categories/${two.id}`, {
    body: { isArchived: true },
  });
  expect(archived.body).toMatchObject({ name: "Reembolso", isArchived: true, fields: body.fields });
  expect(await names()).toEqual(["Financeiro", "Boleto"]);
  expect(await names("?all=true&uses=true")).toEqual(["Financeiro", "Reembolso", "Boleto"]);
  const refused = await client.send("POST", "/api/v1/categories", { body });
  expect(refused.status).toBe(403);
});

test("supervisors read what was skipped, and why", async () => {
  const { client } = await newDirector();
  const id = await waiting();
  const { body } = await client.send("POST", "/api/v1/triage/next", { body: {} });
  await client.send("POST", `/api/v1/conversations/${id}/skip`, {
    body: { reason: "needs-supervisor", epoch: body.conversation.epoch },
  });
  const skips = await admin.send("GET", "/api/v1/triage/skips");
  expect(skips.body.items).toMatchObject([{ conversationId: id, reason: "needs-supervisor" }]);
});
