import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Connector } from "@circuito/connector";
import { SendError } from "@circuito/connector";
import { asId, type InboxId, type MessageTemplate } from "@circuito/domain";
import { schema } from "@circuito/store";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

const HOUR = 3_600_000;

const template: MessageTemplate = {
  name: "pedido_enviado",
  language: "pt_BR",
  category: "UTILITY",
  body: "Olá {{1}}, seu pedido saiu.",
  buttons: [],
  variables: { header: 0, body: 1 },
};

let stage: WebStage;
let ana: Client;
const inboxId = asId<InboxId>(randomUUID());
let templates: () => Promise<readonly MessageTemplate[]> = async () => [template];
beforeAll(async () => {
  stage = await createWebStage();
  ana = await stage.logIn(await stage.newPerson());
  await stage.scene.database.drizzle
    .insert(schema.inboxes)
    .values({ id: inboxId, name: "WhatsApp", channel: "whatsapp", settings: {} });
  const connector: Connector = {
    send: () => Promise.reject(new SendError("unsupported", "not in this test")),
    templates: () => templates(),
    stop: async () => {},
  };
  stage.connectors.set(inboxId, connector);
});
beforeEach(() => {
  templates = async () => [template];
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

let people = 0;
/** A conversation whose customer wrote once, and may be answered freely for so long. */
async function aChat(windowMs: number | undefined) {
  people += 1;
  const address = `tel:+5511500001${String(people).padStart(2, "0")}` as const;
  const id = await stage.scene.newConversation({
    inboxId,
    channel: "whatsapp",
    address,
    lastSeq: 1,
    lastPublicSeq: 1,
  });
  const messageId = randomUUID();
  const { pool } = stage.scene.database;
  const { rows } = await pool.query(
    `insert into ledger (inbox_id, external_id, kind, contact_key, content_hash, element, state, message_id)
     values ($1, $2, 'message', 1, '', '{}', 'routed', $3) returning id`,
    [inboxId, `wamid.${people}`, messageId],
  );
  await pool.query(
    `insert into messages (id, conversation_id, seq, previous_public_seq, direction, text, ledger_id)
     values ($1, $2, 1, 0, 'inbound', 'Onde está meu pedido?', $3)`,
    [messageId, id, rows[0].id],
  );
  if (windowMs !== undefined) {
    await pool.query("insert into reply_windows values ($1, $2, $3, $4)", [
      inboxId,
      address,
      new Date(Date.now() + windowMs),
      `wamid.${people}`,
    ]);
  }
  return { id, messageId, externalId: `wamid.${people}` };
}

const say = (id: string, body: object) =>
  ana.send("POST", `/api/v1/conversations/${id}/messages`, {
    body: { clientId: randomUUID(), ...body },
  });

const chosen = (body: readonly string[] = ["Ana"]) => ({
  chat: { template: { name: "pedido_enviado", language: "pt_BR", body } },
});

test("within the window free words go out, and the conversation says until when", async () => {
  const { id } = await aChat(HOUR);
  const { body } = await ana.send("GET", `/api/v1/conversations/${id}`);
  expect(Date.parse(body.replyWindowEndsAt)).toBeGreaterThan(Date.now());
  expect((await say(id, { text: "Saiu hoje." })).status).toBe(201);
});

test("a channel without such an end has none", async () => {
  const { id } = await aChat(undefined);
  const { body } = await ana.send("GET", `/api/v1/conversations/${id}`);
  expect(body.replyWindowEndsAt).toBeNull();
  expect((await say(id, { text: "Saiu hoje." })).status).toBe(201);
});

test.each([-HOUR, 30_000])(
  "%s ms from the window's end free words are refused, and a template goes out",
  async (ms) => {
    const { id } = await aChat(ms);
    const refused = await say(id, { text: "Saiu hoje." });
    expect(refused).toMatchObject({ status: 422, body: { code: "outside-window" } });
    expect(refused.body.details.endedAt).toEqual(expect.any(String));
    const note = await say(id, { text: "Ligar amanhã", kind: "note" });
    expect(note.status).toBe(201);
    const sent = await say(id, chosen());
    expect(sent).toMatchObject({
      status: 201,
      body: { text: "Olá Ana, seu pedido saiu.", chat: { template: "pedido_enviado" } },
    });
  },
);

test.each([
  ["no words for its variables", chosen([]), "variables-missing"],
  ["too many", chosen(["a", "b"]), "variables-too-many"],
  ["a line break in one", chosen(["a\nb"]), "variable-has-line-breaks"],
  [
    "a name that the provider does not know",
    { chat: { template: { name: "nada", language: "pt_BR" } } },
    "no-such-template",
  ],
  ["words of the writer's beside it", { ...chosen(), text: "Oi" }, "template-and-more"],
  ["nothing at all", {}, "no-words"],
])("a reply with %s is refused with the reason", async (_, body, because) => {
  const { id } = await aChat(HOUR);
  expect(await say(id, body)).toMatchObject({
    status: 400,
    body: { code: "invalid", details: { because } },
  });
});

test("a provider that does not say which templates there are is no reason to guess", async () => {
  const { id } = await aChat(-HOUR);
  templates = () => Promise.reject(new SendError("credentials", "token expired"));
  expect(await say(id, chosen())).toMatchObject({
    status: 503,
    body: { details: { because: "credentials" } },
  });
});

test("an answer quotes the message it answers, and the thread shows which", async () => {
  const { id, messageId, externalId } = await aChat(HOUR);
  const { status, body } = await say(id, { text: "Saiu hoje.", chat: { answers: messageId } });
  expect({ status, chat: body.chat }).toMatchObject({
    status: 201,
    chat: { answers: { messageId, text: "Onde está meu pedido?", from: "customer" } },
  });
  const { rows } = await stage.scene.database.pool.query(
    "select chat from messages where id = $1",
    [body.id],
  );
  expect(rows[0].chat).toEqual({ answers: externalId });
});

test("a message of another conversation cannot be quoted", async () => {
  const { id } = await aChat(HOUR);
  const other = await aChat(HOUR);
  const answers = other.messageId;
  expect(await say(id, { text: "oi", chat: { answers } })).toMatchObject({
    status: 400,
    body: { details: { because: "no-such-message" } },
  });
});

test("choices go with the words, and a repeat with others is another message", async () => {
  const { id } = await aChat(HOUR);
  const clientId = randomUUID();
  const ask = (title: string) =>
    say(id, {
      clientId,
      text: "Posso ajudar em mais algo?",
      chat: { choices: [{ id: "1", title }] },
    });
  const first = await ask("Sim");
  expect(first.body.chat.choices).toEqual([{ id: "1", title: "Sim" }]);
  expect((await ask("Sim")).body.id).toBe(first.body.id);
  expect(await ask("Não")).toMatchObject({
    status: 409,
    body: { details: { because: "client-id-reused" } },
  });
});

test("a template said again is the same message, though its words are the provider's", async () => {
  const { id } = await aChat(-HOUR);
  const clientId = randomUUID();
  const first = await say(id, { clientId, ...chosen() });
  expect((await say(id, { clientId, ...chosen() })).body.id).toBe(first.body.id);
  expect((await say(id, { clientId, ...chosen(["Bia"]) })).status).toBe(409);
});

test("a picture may go without words, and the list names it", async () => {
  const { id } = await aChat(HOUR);
  const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
  const upload = await ana.send("POST", "/api/v1/media?name=foto.png", {
    raw: png.toString("latin1"),
    headers: { "content-type": "application/octet-stream" },
  });
  const sent = await say(id, { mediaIds: [upload.body.id] });
  expect(sent).toMatchObject({
    status: 201,
    body: { text: "", media: [{ fileName: "foto.png" }] },
  });
  const { body } = await ana.send("GET", `/api/v1/conversations/${id}`);
  expect(body.preview).toBe("foto.png");
});

test("a recording that was uploaded has its length in the message and in the list", async () => {
  const { id } = await aChat(HOUR);
  const ogg = await readFile(join(import.meta.dirname, "../media/fixtures/voice.ogg"));
  const upload = await ana.send("POST", "/api/v1/media?name=recado.ogg", {
    raw: new Uint8Array(ogg),
    headers: { "content-type": "audio/ogg" },
  });
  expect(upload.body).toMatchObject({ mimeType: "audio/ogg" });
  const sent = await say(id, { mediaIds: [upload.body.id] });
  expect(sent.body.media).toMatchObject([{ fileName: "recado.ogg", lengthMs: 2_460 }]);
  const { body } = await ana.send("GET", `/api/v1/conversations/${id}`);
  expect(body).toMatchObject({ preview: "recado.ogg", previewLengthMs: 2_460 });
});

test("what was spoken for a reply is a voice message, and lists say that it is a sound", async () => {
  const { id } = await aChat(HOUR);
  const ogg = await readFile(join(import.meta.dirname, "../media/fixtures/voice.ogg"));
  const upload = await ana.send("POST", "/api/v1/media?name=voz.ogg&as=voice", {
    raw: new Uint8Array(ogg),
    headers: { "content-type": "audio/ogg" },
  });
  const sent = await say(id, { mediaIds: [upload.body.id] });
  expect(sent.body.media).toMatchObject([{ mimeType: "audio/ogg", isVoice: true }]);
  const { body } = await ana.send("GET", `/api/v1/conversations/${id}`);
  expect(body).toMatchObject({ preview: "audio/ogg", previewLengthMs: 2_460 });
  const words = await ana.send("POST", "/api/v1/media?name=voz.ogg&as=voice", {
    raw: "não é som",
    headers: { "content-type": "audio/ogg" },
  });
  const other = await say(id, { mediaIds: [words.body.id] });
  expect(other.body.media[0]).not.toHaveProperty("isVoice");
});
