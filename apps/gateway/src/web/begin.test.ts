import { randomUUID } from "node:crypto";
import { type Connector, SendError } from "@circuito/connector";
import { type Address, asId, type InboxId } from "@circuito/domain";
import { schema } from "@circuito/store";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let ana: Client;
let bia: Client;
let sofia: Client;
const whatsapp = asId<InboxId>(randomUUID());
const mailbox = asId<InboxId>(randomUUID());
const chat = asId<InboxId>(randomUUID());
const template = {
  ...{ name: "aviso", language: "pt_BR", category: "UTILITY", body: "Olá {{1}}.", buttons: [] },
  variables: { header: 0, body: 1 },
};
beforeAll(async () => {
  stage = await createWebStage();
  const { scene } = stage;
  ana = await stage.logIn(await stage.newPerson({ name: "Ana" }));
  bia = await stage.logIn(await stage.newPerson({ name: "Bia", queueIds: [scene.technical] }));
  sofia = await stage.logIn(await stage.newPerson({ role: "supervisor", queueIds: [] }));
  await scene.database.drizzle.insert(schema.inboxes).values([
    { id: whatsapp, name: "WhatsApp", channel: "whatsapp", settings: {} },
    { id: mailbox, name: "Ajuda", channel: "email", settings: { address: "help@example.org" } },
    { id: chat, name: "Site", channel: "webchat", settings: {}, enabled: false },
  ]);
  const connector: Connector = {
    send: () => Promise.reject(new SendError("unsupported", "not in this test")),
    templates: async () => [template],
    stop: async () => {},
  };
  stage.connectors.set(whatsapp, connector);
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

let numbers = 0;
const newNumber = (): Address => {
  numbers += 1;
  return `tel:+5511600${String(numbers).padStart(6, "0")}`;
};
const begin = (who: Client, body: object, key?: string) =>
  who.send("POST", "/api/v1/conversations", {
    body: { clientId: randomUUID(), inboxId: stage.scene.inboxId, text: "Chegou.", ...body },
    ...(key && { headers: { "idempotency-key": key } }),
  });
const points = async (who: Client, query: Record<string, string>) =>
  await who.send("GET", `/api/v1/contact-points?${new URLSearchParams(query)}`);

/** Somebody whom Ana knows, with these addresses. */
async function newContact(...addresses: readonly Address[]): Promise<string> {
  const { scene } = stage;
  const id = await scene.newConversation({ status: "closed" });
  const { rows } = await scene.database.pool.query(
    "select contact_id from conversations where id = $1",
    [id],
  );
  const contactId = rows[0].contact_id;
  for (const address of addresses) {
    await scene.database.pool.query(
      "insert into identities (address, contact_id, evidence) values ($1, $2, 'channel-proven')",
      [address, contactId],
    );
  }
  return contactId;
}

test("a conversation is begun once for a key, and is its writer's", async () => {
  const body = { address: newNumber(), clientId: randomUUID() };
  const key = randomUUID();
  const first = await begin(ana, body, key);
  expect(first.status).toBe(201);
  expect(first.body).toMatchObject({
    status: "open",
    waitingOn: "customer",
    assignee: { name: "Ana" },
  });
  expect(await begin(ana, body, key)).toMatchObject({ status: 201, body: { id: first.body.id } });
  expect(await begin(ana, body)).toMatchObject({ status: 201, body: { id: first.body.id } });
});

test("where one is open, who may see it is led there, and others learn no more than that", async () => {
  const address = newNumber();
  const { body: opened } = await begin(ana, { address });
  const told = { code: "wrong-state", details: { because: "another-is-open" } };
  const seen = await begin(sofia, { address, queueId: stage.scene.solvers });
  expect(seen.body).toMatchObject(told);
  expect(seen.body.details.open).toEqual({
    conversationId: opened.id,
    protocol: opened.protocol,
    assigneeName: "Ana",
  });
  const unseen = await begin(bia, { address });
  expect(unseen.body).toMatchObject(told);
  expect(unseen.body.details.open).toEqual({
    conversationId: null,
    protocol: null,
    assigneeName: null,
  });
});

test("somebody who is not theirs to see is not there", async () => {
  const contactId = await newContact(newNumber());
  expect((await begin(bia, { contactId })).status).toBe(404);
  expect((await points(bia, { contactId })).status).toBe(404);
  expect((await begin(ana, { contactId })).status).toBe(201);
});

test("a business number wants an approved text of who never wrote, and free words are refused", async () => {
  const address = newNumber();
  const words = await begin(ana, { address, inboxId: whatsapp });
  expect(words.body).toMatchObject({ code: "outside-window" });
  const chosen = { name: "aviso", language: "pt_BR", body: ["Caio"] };
  const said = await begin(ana, { address, inboxId: whatsapp, text: undefined, template: chosen });
  expect(said).toMatchObject({ status: 201, body: { preview: "Olá Caio." } });
});

test("where somebody may be written to is told with the reasons why elsewhere not", async () => {
  const number = newNumber();
  const contactId = await newContact(number, "mailto:caio@example.com", "visitor:1", "form:1");
  await stage.scene.database.pool.query(
    "insert into opt_outs (address, channel) values ($1, 'sms')",
    [number],
  );
  const { body } = await points(ana, { contactId });
  expect(body.items).toHaveLength(4);
  // Inboxes that were made at once stand in any order.
  expect(new Set(body.items)).toEqual(
    new Set([
      { ...point(stage.scene.inboxId, "SMS", "sms", number), because: "opted-out" },
      { ...point(whatsapp, "WhatsApp", "whatsapp", number), takes: "template" },
      { ...point(mailbox, "Ajuda", "email", "mailto:caio@example.com"), takes: "words" },
      { ...point(chat, "Site", "webchat", "visitor:1"), because: "never-wrote" },
    ]),
  );
});

test("what is open there stands with it", async () => {
  const address = newNumber();
  const { body: opened } = await begin(ana, { address });
  const { body } = await points(ana, { address });
  expect(body.items[0]).toMatchObject({
    takes: "words",
    open: { conversationId: opened.id, protocol: opened.protocol, assigneeName: "Ana" },
  });
});

test("whoever learns of conversations learns of this one", async () => {
  const { socketOf } = stage;
  using told = await socketOf(ana);
  const { body } = await begin(ana, { address: newNumber() });
  const event = await told.until(
    ({ type, conversation }) => type === "conversation.changed" && conversation.id === body.id,
  );
  expect(event.conversation).toMatchObject({ assignee: { name: "Ana" }, lastSeq: 1 });
});

function point(inboxId: string, inboxName: string, channel: string, address: string) {
  return { inboxId, inboxName, channel, address, takes: "nothing", because: null, open: null };
}
