import { randomUUID } from "node:crypto";
import {
  asId,
  type ConversationId,
  type InboxId,
  MAIL_FILES_BYTES_MAX,
  type MessageId,
} from "@circuito/domain";
import { saveUpload, schema } from "@circuito/store";
import { draftReplyMail, type ReplyInput, reply } from "./index.ts";
import { createScene, type Person, type Scene } from "./testing/index.ts";

let scene: Scene;
let ana: Person;
const inboxId = asId<InboxId>(randomUUID());
beforeAll(async () => {
  scene = await createScene();
  ana = await scene.newAgent();
  await scene.database.drizzle.insert(schema.inboxes).values({
    id: inboxId,
    name: "Ajuda",
    channel: "email",
    settings: { address: "help@example.org", aliases: ["sac@example.org"], displayName: "Loja" },
  });
});
afterAll(async () => {
  await scene[Symbol.asyncDispose]();
});

const box = (address: string, name = "") => ({ name, address });

/** A conversation by mail, with one mail of a customer in it. */
async function aMailConversation(
  change: Partial<typeof schema.messageMails.$inferInsert> = {},
): Promise<ConversationId> {
  const id = await scene.newConversation({
    inboxId,
    channel: "email",
    address: "mailto:bia@example.com",
    subject: "Pedido 12",
    lastSeq: 1,
    lastPublicSeq: 1,
  });
  await addMail(id, 1, change);
  return id;
}

async function addMail(
  conversationId: ConversationId,
  seq: number,
  change: Partial<typeof schema.messageMails.$inferInsert> = {},
): Promise<void> {
  const messageId = asId<MessageId>(randomUUID());
  await scene.database.drizzle.insert(schema.messages).values({
    id: messageId,
    conversationId,
    seq,
    previousPublicSeq: seq - 1,
    direction: "inbound",
    text: "Onde está?",
  });
  await scene.database.drizzle.insert(schema.messageMails).values({
    messageId,
    subject: "RES: Pedido 12",
    people: {
      from: [box("bia@example.com", "Bia")],
      replyTo: [],
      to: [box("help@example.org")],
      cc: [box("SAC@example.org"), box("caio@example.com", "Caio")],
    },
    mailId: "2@mail.example.com",
    references: ["1@mail.example.com"],
    class: "human",
    writer: "requester",
    ...change,
  });
}

const words = (conversationId: string, change: Partial<ReplyInput> = {}): ReplyInput => ({
  conversationId,
  clientId: randomUUID(),
  text: "Saiu hoje.",
  kind: "reply",
  ...change,
});

async function said(input: ReplyInput): Promise<MessageId> {
  const done = await reply(scene.desk, ana, input);
  if (done.kind !== "done") throw new Error(JSON.stringify(done));
  return done.messageId;
}

const mailOf = (messageId: MessageId) =>
  scene.database.drizzle.query.messageMails.findFirst({
    where: (mail, { eq }) => eq(mail.messageId, messageId),
  });

async function participants(id: ConversationId): Promise<Record<string, boolean>> {
  const { rows } = await scene.database.pool.query(
    `select address, removed_at is not null as removed from mail_participants
      where conversation_id = $1`,
    [id],
  );
  return Object.fromEntries(rows.map(({ address, removed }) => [address, removed]));
}

test("a reply is stored as the mail it will be, to whom the draft said", async () => {
  const id = await aMailConversation();
  expect(await draftReplyMail(scene.database.pool, id)).toMatchObject({
    subject: "Re: Pedido 12",
    to: [{ address: "bia@example.com", because: "from", warning: undefined }],
    cc: [{ address: "caio@example.com", because: "cc" }],
    leftOut: [
      { address: "help@example.org", because: "own-address" },
      { address: "SAC@example.org", because: "own-address" },
    ],
  });
  const messageId = await said(words(id));
  expect(await mailOf(messageId)).toMatchObject({
    subject: "Re: Pedido 12",
    people: {
      from: [{ name: "Loja", address: "help@example.org" }],
      replyTo: [],
      to: [{ name: "Bia", address: "bia@example.com" }],
      cc: [{ name: "Caio", address: "caio@example.com" }],
    },
    inReplyTo: "2@mail.example.com",
    references: ["1@mail.example.com", "2@mail.example.com"],
    class: "human",
    automatic: null,
  });
  expect(await participants(id)).toEqual({ "bia@example.com": false, "caio@example.com": false });
  expect(scene.nudged).toContain(`deliver ${messageId}`);
});

test("who is taken out stays out of the next draft until somebody names them", async () => {
  const id = await aMailConversation();
  await said(words(id, { mail: { subject: "Seu pedido", cc: [] } }));
  expect(await participants(id)).toEqual({ "bia@example.com": false, "caio@example.com": true });
  const [conversation] = (
    await scene.database.pool.query("select subject from conversations where id = $1", [id])
  ).rows;
  expect(conversation.subject).toBe("Seu pedido");
  const draft = await draftReplyMail(scene.database.pool, id);
  expect(draft.cc).toEqual([]);
  expect(draft.leftOut).toContainEqual({
    name: "Caio",
    address: "caio@example.com",
    because: "removed",
  });
  await said(words(id, { mail: { cc: [box("Caio@example.com")] } }));
  expect((await draftReplyMail(scene.database.pool, id)).cc).toMatchObject([
    { address: "caio@example.com" },
  ]);
});

test("a machine's mail after the customer's is not what is answered", async () => {
  const id = await aMailConversation();
  await addMail(id, 2, {
    class: "out-of-office",
    subject: "Ausente",
    people: { from: [box("robot@example.com")], replyTo: [], to: [], cc: [] },
  });
  expect(await draftReplyMail(scene.database.pool, id)).toMatchObject({
    subject: "Re: Pedido 12",
    to: [{ address: "bia@example.com" }],
  });
});

test("an address that bounced for good is told of, and not written to unless it is named", async () => {
  await scene.database.drizzle
    .insert(schema.undeliverable)
    .values({ address: "gone@example.com", diagnostic: "550 5.1.1" });
  const people = { from: [box("Gone@example.com")], replyTo: [], to: [], cc: [] };
  const id = await aMailConversation({ people });
  expect((await draftReplyMail(scene.database.pool, id)).to).toMatchObject([
    { address: "Gone@example.com", warning: "undeliverable" },
  ]);
  expect(await reply(scene.desk, ana, words(id))).toMatchObject({
    code: "invalid",
    because: "nobody-reads",
  });
  await said(words(id, { mail: { to: [box("Gone@example.com")] } }));
});

test.each([
  ["of another line", { to: [box("a@example.com\r\nBcc: eve@example.net")] }, "bad-address"],
  ["that is our own inbox", { to: [box("sac@example.org")] }, "own-address"],
  ["with a subject of two lines", { subject: "Oi\r\nBcc: eve@example.net" }, "bad-subject"],
])("a recipient %s is refused, and nothing is stored", async (_, mail, because) => {
  const id = await aMailConversation();
  expect(await reply(scene.desk, ana, words(id, { mail }))).toMatchObject({
    code: "invalid",
    because,
  });
  const { rows } = await scene.database.pool.query(
    "select last_seq from conversations where id = $1",
    [id],
  );
  expect(rows).toEqual([{ last_seq: 1 }]);
});

test("said again it is the same mail; to others it is a conflict", async () => {
  const id = await aMailConversation();
  const input = words(id, { mail: { subject: "Oi", to: [box("bia@example.com")], cc: [] } });
  const first = await said(input);
  expect(await said(input)).toBe(first);
  for (const mail of [
    { to: [box("eve@example.com")] },
    { to: [box("bia@example.com"), box("eve@example.com")] },
    { cc: [box("eve@example.com")] },
    { subject: "Outro" },
  ]) {
    expect(await reply(scene.desk, ana, { ...input, mail })).toMatchObject({
      code: "conflict",
      because: "client-id-reused",
    });
  }
});

test("recipients have no place in a note or a chat", async () => {
  const id = await aMailConversation();
  const mail = { to: [box("bia@example.com")] };
  expect(await reply(scene.desk, ana, words(id, { kind: "note", mail }))).toMatchObject({
    because: "not-a-mail",
  });
  const chat = await scene.newConversation();
  expect(await reply(scene.desk, ana, words(chat, { mail }))).toMatchObject({
    because: "not-a-mail",
  });
});

test("an answer goes to another address than the one that wrote only when its writer says so", async () => {
  const people = {
    from: [box("bia@example.com")],
    replyTo: [box("eve@example.net")],
    to: [],
    cc: [],
  };
  const id = await aMailConversation({ people });
  expect(await reply(scene.desk, ana, words(id))).toMatchObject({
    code: "invalid",
    because: "not-the-sender",
  });
  const messageId = await said(words(id, { mail: { to: [box("eve@example.net")] } }));
  expect(await mailOf(messageId)).toMatchObject({
    people: { to: [{ address: "eve@example.net" }] },
  });
});

async function aFile(sizeBytes = 1): Promise<string> {
  const id = randomUUID();
  const file = { fileName: "a.txt", mimeType: "text/plain", sizeBytes, sha256: "0".repeat(64) };
  await saveUpload(scene.database.pool, { id, uploaderId: ana.id, ...file });
  return id;
}

test("said again with other files it is another message", async () => {
  const id = await aMailConversation();
  const [a, b] = [await aFile(), await aFile()];
  const input = words(id, { mediaIds: [a, b] });
  const first = await said(input);
  expect(await said(input)).toBe(first);
  for (const mediaIds of [undefined, [], [a], [b, a], [a, b, await aFile()]]) {
    expect(await reply(scene.desk, ana, { ...input, mediaIds })).toMatchObject({
      code: "conflict",
      because: "client-id-reused",
    });
  }
});

test("more files than a mail server takes are refused before anything is sent, and not lost", async () => {
  const id = await aMailConversation();
  const half = MAIL_FILES_BYTES_MAX / 2;
  const [a, b, c] = [await aFile(half), await aFile(half), await aFile(1)];
  const refused = await reply(scene.desk, ana, words(id, { mediaIds: [a, b, c] }));
  expect(refused).toMatchObject({ code: "invalid", because: "files-too-large" });
  await said(words(id, { mediaIds: [a, b] }));
});

test("an answer that reached nobody is sent again with its files, and only there", async () => {
  const id = await aMailConversation();
  const file = await aFile();
  const first = await said(words(id, { mediaIds: [file] }));
  const again = (conversation: string) =>
    reply(scene.desk, ana, words(conversation, { mediaIds: [file] }));
  expect(await again(id)).toMatchObject({ because: "no-such-upload" });
  await scene.database.pool.query("update deliveries set status = 'failed' where message_id = $1", [
    first,
  ]);
  expect(await again(await aMailConversation())).toMatchObject({ because: "no-such-upload" });
  const second = await again(id);
  if (second.kind !== "done") throw new Error(JSON.stringify(second));
  const { rows } = await scene.database.pool.query(
    "select media->0->>'fileName' as name from messages where id = $1",
    [second.messageId],
  );
  expect(rows).toEqual([{ name: "a.txt" }]);
});

test("a mail has below it its writer's lines, then those of the queue, unless they are left out", async () => {
  const { drizzle, pool } = scene.database;
  const queueId = await scene.newQueue("Cobrança", 2, "specialist");
  const bea = await scene.newAgent({ name: "Bea Lima", queueIds: [queueId] });
  await pool.query("update agents set signature = '*Bea*' where id = $1", [bea.id]);
  const ofQueue = "{{fila}} de {{atendente.nome}}\n{{cargo}}";
  await pool.query("update queues set signature = $2 where id = $1", [queueId, ofQueue]);
  const id = await aMailConversation();
  await pool.query(
    "update conversations set queue_id = $2, protocol_told_at = now() where id = $1",
    [id, queueId],
  );
  const footerOf = async (change: Partial<ReplyInput> = {}) => {
    const done = await reply(scene.desk, bea, words(id, change));
    if (done.kind !== "done") throw new Error(JSON.stringify(done));
    const message = await drizzle.query.messages.findFirst({
      where: (row, { eq }) => eq(row.id, done.messageId),
    });
    return message?.footer;
  };
  expect(await footerOf()).toBe("-- \n*Bea*\nCobrança de Bea Lima");
  expect(await footerOf({ mail: { isSigned: false } })).toBeNull();
  expect(await footerOf({ kind: "note" })).toBeNull();
});
