import { randomUUID } from "node:crypto";
import { asId, type InboxId } from "@circuito/domain";
import { schema } from "@circuito/store";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let ana: Client;
let admin: Client;
const inboxId = asId<InboxId>(randomUUID());
beforeAll(async () => {
  stage = await createWebStage();
  ana = await stage.logIn(await stage.newPerson());
  admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
  await stage.scene.database.drizzle.insert(schema.inboxes).values({
    id: inboxId,
    name: "Ajuda",
    channel: "email",
    settings: { address: "help@example.org" },
  });
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

/** A conversation that Bia opened by mail, with Caio in copy. */
async function aMailConversation(): Promise<string> {
  const id = await stage.scene.newConversation({
    inboxId,
    channel: "email",
    address: "mailto:bia@example.com",
    lastSeq: 1,
    lastPublicSeq: 1,
  });
  const people = {
    from: [{ name: "Bia", address: "bia@example.com" }],
    replyTo: [{ name: "", address: "team@example.com" }],
    to: [{ name: "", address: "help@example.org" }],
    cc: [{ name: "", address: "caio@example.com" }],
  };
  await stage.scene.database.pool.query(
    `with said as (insert into messages (id, conversation_id, seq, previous_public_seq, direction, text)
       values ($1, $2, 1, 0, 'inbound', 'oi'))
     insert into message_mails (message_id, subject, people, mail_id, class)
     values ($1, 'Pedido', $3, '1@mail.example.com', 'human')`,
    [randomUUID(), id, people],
  );
  return id;
}

const draftOf = (id: string) => `/api/v1/conversations/${id}/reply-draft`;
const messagesOf = (id: string) => `/api/v1/conversations/${id}/messages`;
const answer = (mail?: object) => ({
  body: { text: "Saiu hoje.", clientId: randomUUID(), ...(mail && { mail }) },
});

test("the draft of a reply tells to whom, and why, before anything is written", async () => {
  const id = await aMailConversation();
  const { status, body } = await ana.send("GET", draftOf(id));
  expect({ status, body }).toEqual({
    status: 200,
    body: {
      signature: null,
      subject: "Re: Pedido",
      to: [
        { name: "", address: "team@example.com", because: "reply-to", warning: "not-the-sender" },
      ],
      cc: [{ name: "", address: "caio@example.com", because: "cc", warning: null }],
      leftOut: [{ name: "", address: "help@example.org", because: "own-address" }],
      notes: ["not-the-sender", "own-address"],
    },
  });
});

test("a chat has no draft", async () => {
  const id = await stage.scene.newConversation();
  expect(await ana.send("GET", draftOf(id))).toMatchObject({
    status: 409,
    body: { code: "wrong-state", details: { because: "not-a-mail" } },
  });
});

test("a reply goes to whom it says, and where it says nothing to whom the draft said", async () => {
  const id = await aMailConversation();
  const to = [{ name: "Bia", address: "bia@example.com" }];
  expect(
    (await ana.send("POST", messagesOf(id), answer({ subject: "Pedido 12", to }))).status,
  ).toBe(201);
  const { rows } = await stage.scene.database.pool.query(
    `select mm.subject, mm.people->'to' as to, mm.people->'cc' as cc from message_mails mm
     join messages m on m.id = mm.message_id where m.conversation_id = $1 and m.direction = 'outbound'`,
    [id],
  );
  expect(rows).toEqual([
    { subject: "Pedido 12", to, cc: [{ name: "", address: "caio@example.com" }] },
  ]);
});

test.each<[string, object, object]>([
  [
    "our own inbox",
    { to: [{ address: "help+x@example.org" }] },
    { because: "own-address", address: "help+x@example.org" },
  ],
  [
    "two lines in an address",
    { to: [{ address: "a@example.com\r\nBcc: eve@example.net" }] },
    { because: "bad-address" },
  ],
  [
    "two lines in a name",
    { to: [{ name: "A\r\nBcc: eve@example.net", address: "a@example.com" }] },
    { because: "bad-name" },
  ],
  ["two lines in a subject", { subject: "a\r\nBcc: eve@example.net" }, { because: "bad-subject" }],
  [
    "ten thousand",
    { to: Array.from({ length: 10_000 }, (_, n) => ({ address: `p${n}@example.com` })) },
    {},
  ],
  ["another header", { bcc: [{ address: "eve@example.net" }] }, {}],
  ["text for an address", { to: "eve@example.net" }, {}],
  ["half a surrogate pair", { subject: "a\ud800" }, {}],
])("%s is refused, and nothing is said (B-75)", async (_, mail, details) => {
  const id = await aMailConversation();
  const refused = await ana.send("POST", messagesOf(id), answer(mail));
  expect([400, 413]).toContain(refused.status);
  expect(refused.body.details ?? {}).toMatchObject(details);
  expect((await ana.send("GET", messagesOf(id))).body.items).toHaveLength(1);
});

test("what an inbox says by itself is an admin's to set, empty is off, and other channels have none", async () => {
  const path = `/api/v1/inboxes/${inboxId}/auto-answers`;
  const off = { acknowledgement: {}, absence: {} };
  expect((await admin.send("GET", path)).body).toEqual(off);
  const set = { acknowledgement: { "pt-BR": " Recebemos. ", en: "" }, absence: {} };
  expect((await admin.send("PUT", path, { body: set })).body).toEqual({
    acknowledgement: { "pt-BR": "Recebemos." },
    absence: {},
  });
  expect((await admin.send("GET", path)).body.acknowledgement).toEqual({ "pt-BR": "Recebemos." });
  await admin.send("PUT", path, { body: off });
  const { rows } = await stage.scene.database.pool.query(
    "select auto_answers from inboxes where id = $1",
    [inboxId],
  );
  expect(rows).toEqual([{ auto_answers: null }]);
  expect((await ana.send("GET", path)).status).toBe(403);
  const sms = `/api/v1/inboxes/${stage.scene.inboxId}/auto-answers`;
  expect((await admin.send("GET", sms)).body.code).toBe("wrong-state");
  const never = `/api/v1/inboxes/${randomUUID()}/auto-answers`;
  expect((await admin.send("PUT", never, { body: off })).status).toBe(404);
});
