import { randomUUID } from "node:crypto";
import { contactView, listedContactView } from "@circuito/protocol";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let agent: Client;
let supervisor: Client;
let agentId: string;
beforeAll(async () => {
  stage = await createWebStage();
  const person = await stage.newPerson({ role: "agent", name: "Bia" });
  agentId = person.id;
  agent = await stage.logIn(person);
  supervisor = await stage.logIn(await stage.newPerson({ role: "supervisor" }));
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

interface NewContact {
  readonly name?: string;
  readonly address?: string;
  readonly evidence?: string;
  readonly claimKeys?: readonly string[];
  readonly isForeign?: boolean;
  readonly channel?: string;
}

let numbers = 0;

/** A customer with one address and one open conversation there. */
async function newContact(options: NewContact = {}) {
  const { pool } = stage.scene.database;
  numbers += 1;
  const contactId = randomUUID();
  const address = options.address ?? `tel:+5511930${String(numbers).padStart(6, "0")}`;
  await pool.query("insert into contacts (id, name, claim_keys) values ($1, $2, $3)", [
    contactId,
    options.name ?? null,
    options.claimKeys ?? [],
  ]);
  await pool.query("insert into identities (address, contact_id, evidence) values ($1, $2, $3)", [
    address,
    contactId,
    options.evidence ?? "channel-proven",
  ]);
  const conversationId = await stage.scene.newConversation({
    queueId: options.isForeign ? stage.scene.technical : stage.scene.solvers,
    contactId: contactId as never,
    address: address as never,
    ...(options.channel && { channel: options.channel }),
  });
  return { contactId, address, conversationId };
}

const of = (id: string, rest = "") => `/api/v1/contacts/${id}${rest}`;

test("segments and attributes are written down, found by, and told of in the story", async () => {
  const ana = await newContact({ name: "Ana" });
  const first = await agent.send("PATCH", of(ana.contactId), {
    body: {
      segments: [" VIP ", "vip", "Plano Ouro"],
      attributes: { plan: "gold", city: "Recife" },
    },
  });
  expect(first).toMatchObject({ status: 200 });
  expect(contactView.parse(first.body)).toMatchObject({
    name: "Ana",
    segments: ["vip", "plano ouro"],
    attributes: { plan: "••••", city: "••••fe" },
  });
  const second = await agent.send("PATCH", of(ana.contactId), {
    body: { name: "Ana Maria", attributes: { city: null } },
  });
  expect(second.body).toMatchObject({
    name: "Ana Maria",
    segments: ["vip", "plano ouro"],
    attributes: { plan: "••••" },
  });
  const found = await agent.send("GET", "/api/v1/contacts?segment=VIP");
  expect(found.body.items.map((one: { id: string }) => one.id)).toEqual([ana.contactId]);
  const { body } = await agent.send(
    "GET",
    `/api/v1/conversations/${ana.conversationId}/activities`,
  );
  expect(body.items).toMatchObject([
    { kind: "contact-changed", actorName: "Bia", data: { fields: ["segments", "attributes"] } },
    { kind: "contact-changed", actorName: "Bia", data: { fields: ["name", "attributes"] } },
  ]);
});

test("the list tells how a contact stands in the conversations that one may see, and in no others", async () => {
  const { pool } = stage.scene.database;
  const dora = await newContact({ name: "Dora Prado" });
  const open = dora.conversationId;
  await pool.query(
    "update conversations set last_message_at = '2026-11-20T12:00:00Z' where id = $1",
    [open],
  );
  await stage.scene.newConversation({
    queueId: stage.scene.technical,
    contactId: dora.contactId as never,
    address: "mailto:dora@example.com" as never,
    channel: "email",
  });
  const foreign = await newContact({ name: "Dora Prates", isForeign: true });

  const listed = async (client: Client, rest: string) =>
    (await client.send("GET", `/api/v1/contacts?search=Dora${rest}`)).body.items as {
      id: string;
    }[];
  const mine = await listed(agent, "");
  expect(mine.map((one) => listedContactView.parse(one))).toMatchObject([
    {
      id: dora.contactId,
      channels: ["sms"],
      openCount: 1,
      lastContactAt: "2026-11-20T12:00:00.000Z",
    },
  ]);
  const all = await listed(supervisor, "");
  expect(all).toMatchObject([
    { id: foreign.contactId, openCount: 1 },
    { id: dora.contactId, channels: ["email", "sms"], openCount: 2 },
  ]);
  // By channel: where a conversation is that the caller may see.
  expect(await listed(agent, "&channel=email")).toEqual([]);
  expect(await listed(supervisor, "&channel=email")).toMatchObject([{ id: dora.contactId }]);
});

test("segments to choose from are those of customers that one may see, the most used first", async () => {
  const own = [await newContact(), await newContact()];
  const foreign = await newContact({ isForeign: true });
  for (const { contactId } of own) {
    await agent.send("PATCH", of(contactId), { body: { segments: ["atacado"] } });
  }
  await agent.send("PATCH", of(own[0]?.contactId ?? ""), {
    body: { segments: ["atacado", "inadimplente"] },
  });
  await supervisor.send("PATCH", of(foreign.contactId), { body: { segments: ["judicial"] } });
  const inUse = async (client: Client) =>
    (await client.send("GET", "/api/v1/contact-segments")).body.items as string[];
  const mine = await inUse(agent);
  expect(mine.indexOf("atacado")).toBeLessThan(mine.indexOf("inadimplente"));
  expect(mine).not.toContain("judicial");
  expect(await inUse(supervisor)).toContain("judicial");
});

test.each([
  ["a segment with markup", { segments: ["<b>"] }],
  ["more segments than there may be", { segments: Array.from({ length: 21 }, (_, i) => `s${i}`) }],
  ["an attribute that no program could name", { attributes: { "Plan of theirs": "x" } }],
  ["an attribute that is a novel", { attributes: { plan: "x".repeat(201) } }],
  ["an empty name", { name: " " }],
  ["a field that there is not", { claims: {} }],
])("%s is refused in plain words", async (_what, body) => {
  const { contactId } = await newContact();
  expect(await agent.send("PATCH", of(contactId), { body })).toMatchObject({
    status: 400,
    body: { code: "invalid" },
  });
});

test("people see attributes covered and may ask for them, programs have them, and what is covered is no value", async () => {
  const { contactId } = await newContact({ name: "Caio" });
  await agent.send("PATCH", of(contactId), { body: { attributes: { cpf: "123.456.789-09" } } });
  for (const client of [agent, supervisor]) {
    const seen = await client.send("GET", of(contactId));
    expect(seen.body.attributes).toEqual({ cpf: "••••09" });
  }
  const listed = await agent.send("GET", "/api/v1/contacts?search=Caio");
  expect(listed.body.items[0].attributes).toEqual({ cpf: "••••09" });
  const key = await stage.newApiKey("agent");
  expect((await key.send("GET", of(contactId))).body.attributes).toEqual({ cpf: "123.456.789-09" });

  expect(await agent.send("POST", of(contactId, "/attributes/reveal"), { body: {} })).toMatchObject(
    {
      status: 200,
      body: { attributes: { cpf: "123.456.789-09" } },
    },
  );
  const { rows } = await stage.scene.database.pool.query(
    "select action, actor_id, object from audit_entries where action = 'revealAttributes'",
  );
  expect(rows).toEqual([
    { action: "revealAttributes", actor_id: agentId, object: `contacts/${contactId}` },
  ]);

  expect(
    await agent.send("PATCH", of(contactId), { body: { attributes: { cpf: "••••09" } } }),
  ).toMatchObject({ status: 400, body: { code: "invalid" } });
  const kept = await key.send("GET", of(contactId));
  expect(kept.body.attributes).toEqual({ cpf: "123.456.789-09" });
});

test("more attributes than there may be are refused, however few come at a time", async () => {
  const { contactId } = await newContact();
  const attributes = (from: number) =>
    Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`a${from + i}`, "x"]));
  await agent.send("PATCH", of(contactId), { body: { attributes: attributes(0) } });
  const answer = await agent.send("PATCH", of(contactId), { body: { attributes: attributes(20) } });
  expect(answer).toMatchObject({
    status: 400,
    body: { details: { because: "too-many-attributes" } },
  });
});

test("who said that they have another's address is suggested, merged and taken apart again", async () => {
  const mailed = await newContact({ name: "Ana", address: "mailto:ana@example.com" });
  const chatted = await newContact({ claimKeys: ["mailto:ana@example.com"] });
  const suggested = await agent.send("GET", of(chatted.contactId, "/suggestions"));
  expect(suggested.body.items).toMatchObject([
    {
      contactId: mailed.contactId,
      name: "Ana",
      because: "claims-address",
      evidence: "self-declared",
      shares: "mailto:ana@example.com",
    },
  ]);
  const back = await agent.send("GET", of(mailed.contactId, "/suggestions"));
  expect(back.body.items).toMatchObject([{ contactId: chatted.contactId }]);

  const body = { contactId: chatted.contactId };
  const merged = await agent.send("POST", of(mailed.contactId, "/merge"), { body });
  expect(contactView.parse(merged.body)).toMatchObject({
    id: mailed.contactId,
    addresses: [
      { address: "mailto:ana@example.com", evidence: "channel-proven", shared: false },
      { address: chatted.address },
    ],
    merges: [{ contactId: chatted.contactId, because: "said-by-us", byName: "Bia" }],
  });
  // Said again, it is so already; the other's id is another name.
  expect((await agent.send("POST", of(mailed.contactId, "/merge"), { body })).body).toEqual(
    merged.body,
  );
  expect((await agent.send("GET", of(chatted.contactId))).body).toEqual(merged.body);
  const theirs = await agent.send("GET", `/api/v1/conversations?contactId=${chatted.contactId}`);
  expect(theirs.body.items).toHaveLength(2);

  const undo = { body: { mergeId: merged.body.merges[0].id } };
  const apart = await agent.send("POST", of(mailed.contactId, "/unmerge"), undo);
  expect(apart.body).toMatchObject({
    merges: [],
    addresses: [{ address: "mailto:ana@example.com" }],
  });
  expect((await agent.send("POST", of(mailed.contactId, "/unmerge"), undo)).status).toBe(200);
  expect((await agent.send("GET", of(chatted.contactId))).body).toMatchObject({
    id: chatted.contactId,
    addresses: [{ address: chatted.address }],
  });
  // Who was taken apart is not suggested again.
  expect((await agent.send("GET", of(chatted.contactId, "/suggestions"))).body.items).toEqual([]);
});

test("a merge into somebody who was merged further is taken back after the later one", async () => {
  const [a, b, c] = [await newContact(), await newContact(), await newContact()];
  const merge = (into: string, contactId: string) =>
    agent.send("POST", of(into, "/merge"), { body: { contactId } });
  const inner = (await merge(b.contactId, c.contactId)).body.merges[0].id;
  await merge(a.contactId, b.contactId);
  const early = await agent.send("POST", of(b.contactId, "/unmerge"), { body: { mergeId: inner } });
  expect(early).toMatchObject({ status: 409, body: { details: { because: "merged-further" } } });
});

test("a suggestion that was dismissed is not made again, from neither side", async () => {
  const claimKeys = ["br:11:40000001"];
  const [one, other] = [await newContact({ claimKeys }), await newContact({ claimKeys })];
  const ask = (id: string) => agent.send("GET", of(id, "/suggestions"));
  expect((await ask(one.contactId)).body.items).toMatchObject([{ because: "claims-alike" }]);
  const body = { contactId: other.contactId };
  await agent.send("POST", of(one.contactId, "/suggestions/dismiss"), { body });
  expect((await ask(one.contactId)).body.items).toEqual([]);
  expect((await ask(other.contactId)).body.items).toEqual([]);
});

test("the same name is no reason, nor is an address that many write from", async () => {
  const info = await newContact({ name: "Ana", address: "mailto:info@example.com" });
  const other = await newContact({ name: "Ana", claimKeys: ["mailto:info@example.com"] });
  const share = (shared: boolean) =>
    agent.send("PUT", of(info.contactId, `/addresses/${encodeURIComponent(info.address)}/shared`), {
      body: { shared },
    });
  expect((await share(true)).body.addresses).toMatchObject([{ shared: true }]);
  expect((await agent.send("GET", of(other.contactId, "/suggestions"))).body.items).toEqual([]);
  expect((await agent.send("GET", of(info.contactId, "/suggestions"))).body.items).toEqual([]);
  await share(false);
  expect((await agent.send("GET", of(other.contactId, "/suggestions"))).body.items).toHaveLength(1);
});

test("an agent merges whom they see or were suggested, and nobody else", async () => {
  const own = await newContact({ claimKeys: ["mailto:far@example.com"] });
  const suggested = await newContact({ address: "mailto:far@example.com", isForeign: true });
  const foreign = await newContact({ isForeign: true });
  const merge = (client: Client, contactId: string) =>
    client.send("POST", of(own.contactId, "/merge"), { body: { contactId } });
  expect(await merge(agent, foreign.contactId)).toMatchObject({
    status: 400,
    body: { details: { because: "no-such-contact" } },
  });
  expect(await merge(agent, suggested.contactId)).toMatchObject({ status: 200 });
  expect(await merge(supervisor, foreign.contactId)).toMatchObject({ status: 200 });
});

test("where the same person writes, too, is told; what is not theirs to see has no id", async () => {
  const sms = await newContact();
  const chat = await newContact({ channel: "whatsapp" });
  const far = await newContact({ channel: "webchat", isForeign: true });
  await stage.scene.database.pool.query("update conversations set assignee_id = $2 where id = $1", [
    chat.conversationId,
    agentId,
  ]);
  for (const { contactId } of [chat, far]) {
    await supervisor.send("POST", of(sms.contactId, "/merge"), { body: { contactId } });
  }
  const { body } = await agent.send("GET", `/api/v1/conversations/${sms.conversationId}/elsewhere`);
  expect(
    body.items.map(({ lastMessageAt: _, protocol: __, ...one }: Record<string, unknown>) => one),
  ).toEqual(
    expect.arrayContaining([
      { channel: "whatsapp", conversationId: chat.conversationId, assigneeName: "Bia" },
      { channel: "webchat", conversationId: null, assigneeName: null },
    ]),
  );
  const { rows } = await stage.scene.database.pool.query(
    "select sticky_agent_id from conversations where id = $1",
    [sms.conversationId],
  );
  expect(rows).toEqual([{ sticky_agent_id: agentId }]);
});

test("who stands in the attendant's menu on another channel is seen by whose queue it would be", async () => {
  const sms = await newContact();
  const chat = await newContact({ channel: "whatsapp" });
  const merged = { body: { contactId: chat.contactId } };
  await supervisor.send("POST", of(sms.contactId, "/merge"), merged);
  await stage.scene.database.pool.query(
    `update conversations set queue_id = null,
       attendant = jsonb_build_object('talk', jsonb_build_object('queueId', queue_id)) where id = $1`,
    [chat.conversationId],
  );
  const { body } = await agent.send("GET", `/api/v1/conversations/${sms.conversationId}/elsewhere`);
  expect(body.items).toMatchObject([
    { channel: "whatsapp", conversationId: chat.conversationId, assigneeName: null },
  ]);
});
