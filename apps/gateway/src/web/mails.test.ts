import { schema } from "@circuito/store";
import { uuidv7 } from "uuidv7";
import { UPLOAD_BYTES_MAX } from "../media/receive-file.ts";
import { newMail } from "./testing/new-mail.ts";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let client: Client;
beforeAll(async () => {
  stage = await createWebStage();
  client = await stage.logIn(await stage.newPerson());
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

test("a list of messages tells of each mail what it is, and where its HTML is", async () => {
  const conversation = await stage.scene.newConversation();
  const id = await newMail(stage, conversation, {
    text: "Olá",
    fullText: "Olá\n> antes",
    html: "<p>Olá</p><blockquote>antes</blockquote>",
    remoteImages: ["https://pixel.example/a.png"],
    mail: { remarks: ["unknown-charset"], writer: "unverified" },
  });
  const { body } = await client.send("GET", `/api/v1/conversations/${conversation}/messages`);
  expect(body.items[0].mail).toEqual({
    subject: "Pedido",
    from: [{ name: "Ana", address: "ana@example.com" }],
    replyTo: [],
    to: [{ name: "", address: "ajuda@example.org" }],
    cc: [{ name: "sem endereço", address: null }],
    class: "human",
    writer: "unverified",
    hasMore: true,
    html: {
      visibleUrl: `/api/v1/messages/${id}/html?part=visible`,
      fullUrl: `/api/v1/messages/${id}/html?part=full`,
      remoteImages: 1,
    },
    remarks: ["unknown-charset"],
  });
  expect(JSON.stringify(body)).not.toContain("> antes");
  const shown = await client.send("GET", `/api/v1/conversations/${conversation}`);
  expect(shown.body.subject).toBe("Pedido");
});

test("a mail's own address tells every word, every name and every candidate that was refused", async () => {
  const conversation = await stage.scene.newConversation();
  const candidate = { conversationId: uuidv7(), rule: "stored-id" as const, evidence: "a@b" };
  const id = await newMail(stage, conversation, {
    fullText: "Olá\n> antes",
    html: "<p>Olá</p>",
    remoteImages: ["https://pixel.example/a.png", "https://pixel.example/b", "http://cdn.example"],
    mail: {
      inReplyTo: "old@example.com",
      references: ["older@example.com", "old@example.com"],
      verdict: {
        version: 1,
        placement: { kind: "new", possiblyRelated: [candidate.conversationId] },
        candidates: [{ ...candidate, rejectedBecause: "not-a-participant" }],
      },
    },
  });
  const { body, status } = await client.send("GET", `/api/v1/messages/${id}/mail`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    text: "Olá\n> antes",
    mailId: `${id}@example.com`,
    inReplyTo: "old@example.com",
    references: ["older@example.com", "old@example.com"],
    remoteHosts: ["pixel.example", "cdn.example"],
    allowsPictures: false,
    bounce: null,
    sourceUrl: null,
    verdict: {
      placement: { kind: "new" },
      candidates: [{ ...candidate, rejectedBecause: "not-a-participant" }],
    },
  });
});

test("what became of each recipient is shown with the delivery", async () => {
  const conversation = await stage.scene.newConversation({ lastSeq: 1, lastPublicSeq: 1 });
  const id = uuidv7() as never;
  const { drizzle } = stage.scene.database;
  const of = { conversationId: conversation, seq: 1 };
  await drizzle
    .insert(schema.messages)
    .values({ ...of, id, previousPublicSeq: 0, direction: "outbound", text: "oi" });
  await drizzle.insert(schema.deliveries).values({
    ...of,
    messageId: id,
    inboxId: stage.scene.inboxId,
    status: "sent",
    recipients: [{ address: "ana@example.com", status: "bounced", detail: "550 5.1.1 unknown" }],
  });
  const { body } = await client.send("GET", `/api/v1/conversations/${conversation}/messages`);
  expect(body.items[0].delivery.recipients).toEqual([
    { address: "ana@example.com", status: "bounced", detail: "550 5.1.1 unknown" },
  ]);
});

test("a socket's events carry the same view, and who lost the conversation no subject", async () => {
  const conversation = await stage.scene.newConversation();
  const id = await newMail(stage, conversation, { html: "<p>oi</p>" });
  using agent = await stage.socketOf(client);
  await stage.scene.database.pool.query(
    `insert into outbox (type, subject_id, conversation_id, audience)
      values ('message.created', $1, $2, $3), ('conversation.changed', $2, $2, $3)`,
    [id, conversation, [stage.scene.solvers]],
  );
  const { message } = await agent.until((event) => event.type === "message.created");
  expect(message.mail.html.fullUrl).toBe(`/api/v1/messages/${id}/html?part=full`);
  const { conversation: here } = await agent.until((e) => e.type === "conversation.changed");
  expect(here.subject).toBe("Pedido");

  await stage.scene.database.pool.query(
    "update conversations set queue_id = $1, version = version + 1 where id = $2",
    [stage.scene.technical, conversation],
  );
  agent.events.length = 0;
  await stage.scene.database.pool.query(
    `insert into outbox (type, subject_id, conversation_id, audience)
      values ('conversation.changed', $1::text, $1::text::uuid, $2)`,
    [conversation, [stage.scene.solvers, stage.scene.technical]],
  );
  const { conversation: gone } = await agent.until((e) => e.type === "conversation.changed");
  expect(gone).toMatchObject({ subject: null, preview: "" });
});

test("whoever lost the conversation opens nothing more of it from the next click on", async () => {
  const conversation = await stage.scene.newConversation();
  const id = await newMail(stage, conversation, { html: "<p>oi</p>" });
  const paths = ["html", "mail", "allow-images"].map((rest) => `/api/v1/messages/${id}/${rest}`);
  const before = await client.send("GET", paths[0] ?? "");
  expect(before.status).toBe(302);
  await stage.scene.database.pool.query("update conversations set queue_id = $1 where id = $2", [
    stage.scene.technical,
    conversation,
  ]);
  expect((await client.send("GET", paths[0] ?? "")).status).toBe(404);
  expect((await client.send("GET", paths[1] ?? "")).status).toBe(404);
  expect((await client.send("POST", paths[2] ?? "", { body: {} })).status).toBe(404);
});

test("who looks at a sender's mails learns at once that their pictures are allowed", async () => {
  const conversation = await stage.scene.newConversation();
  const remote = { html: '<img data-remote="0" />', remoteImages: ["https://x.example/a"] };
  const asked = await newMail(stage, conversation, { from: "loja@example.com", ...remote });
  const earlier = await newMail(stage, conversation, { from: "Loja@example.com", ...remote });
  await newMail(stage, conversation, { from: "outra@example.com", ...remote });
  using agent = await stage.socketOf(client);
  await client.send("POST", `/api/v1/messages/${asked}/allow-images`, { body: {} });
  for (const id of [asked, earlier]) {
    const { message } = await agent.until((event) => event.message?.id === id);
    expect(message.mail.html.remoteImages).toBe(0);
  }
  expect(agent.events).toHaveLength(2);
});

/** Sends a file as a browser does. */
const upload = (who: Client, name: string, raw: string, type = "application/octet-stream") =>
  who.send("POST", `/api/v1/media?name=${encodeURIComponent(name)}`, {
    raw,
    headers: { "content-type": type },
  });
const say = (who: Client, conversation: string, mediaIds: unknown[], clientId = uuidv7()) =>
  who.send("POST", `/api/v1/conversations/${conversation}/messages`, {
    body: { text: "segue", clientId, mediaIds },
  });

test("a file is uploaded, known by its content, and goes with one reply of its uploader", async () => {
  const conversation = await stage.scene.newConversation();
  const first = await upload(client, "../a/relatório.png", "%PDF-1.7 …");
  expect(first).toMatchObject({
    status: 201,
    body: { fileName: "relatório.png", mimeType: "application/pdf", warning: null },
  });
  const second = await upload(client, "setup.exe", "MZ…");
  expect(second.body).toMatchObject({ warning: "dangerous" });

  const other = await stage.logIn(await stage.newPerson({ role: "supervisor" }));
  const ids = [second.body.id, first.body.id];
  const stolen = await say(other, conversation, ids);
  expect(stolen).toMatchObject({ status: 400, body: { details: { because: "no-such-upload" } } });
  const half = await say(client, conversation, [first.body.id, uuidv7()]);
  expect(half.body.details).toEqual({ because: "no-such-upload" });
  expect((await say(client, conversation, [first.body.id, first.body.id])).status).toBe(400);

  const clientId = uuidv7();
  const said = await say(client, conversation, ids, clientId);
  expect(said.status).toBe(201);
  expect(said.body.media).toMatchObject([
    { fileName: "setup.exe", state: "stored", warning: "dangerous" },
    { fileName: "relatório.png", mimeType: "application/pdf", disposition: "attachment" },
  ]);
  // Said again it is the same message; said anew there is nothing left to take.
  expect((await say(client, conversation, ids, clientId)).body.id).toBe(said.body.id);
  expect((await say(client, conversation, ids)).status).toBe(400);
  const file = await client.send("GET", said.body.media[1].url);
  const bytes = await fetch(`${stage.url}${file.headers.get("location")}`);
  expect(await bytes.text()).toBe("%PDF-1.7 …");
});

test.each([
  ["text/plain", 415, "unsupported-media-type"],
  ["multipart/form-data; boundary=x", 415, "unsupported-media-type"],
  ["application/x-www-form-urlencoded", 415, "unsupported-media-type"],
])("a body of %s could be any site's form", async (type, status, code) => {
  expect(await upload(client, "a.txt", "x", type)).toMatchObject({ status, body: { code } });
});

test("an empty file, one without a name and one that is too large are refused", async () => {
  expect(await upload(client, "a.txt", "")).toMatchObject({
    status: 400,
    body: { code: "invalid" },
  });
  const headers = { "content-type": "application/octet-stream" };
  const nameless = await client.send("POST", "/api/v1/media", { raw: "x", headers });
  expect(nameless).toMatchObject({ status: 400, body: { code: "invalid" } });

  const large = await upload(client, "a.bin", "x".repeat(UPLOAD_BYTES_MAX + 1));
  expect(large).toMatchObject({ status: 413, body: { code: "too-large" } });
  let chunks = 0;
  const endless = await fetch(`${stage.url}/api/v1/media?name=a.bin`, {
    method: "POST",
    headers: { ...headers, cookie: client.cookie ?? "", "x-circuito-csrf": "1" },
    body: new ReadableStream({
      pull(controller) {
        chunks += 1;
        if (chunks > 40) controller.close();
        else controller.enqueue(new Uint8Array(1 << 20));
      },
    }),
    duplex: "half",
  } as RequestInit).catch((error: Error) => error);
  // It is told no, or cut off while it goes on regardless.
  if (endless instanceof Response) {
    expect(endless.status).toBe(413);
    await endless.body?.cancel();
  }
  const { rows } = await stage.scene.database.pool.query(
    "select from uploads where file_name = 'a.bin'",
  );
  expect(rows).toEqual([]);
});

test("without the header that only our pages send, a cookie uploads nothing", async () => {
  const answer = await upload({ ...client }, "a.txt", "x");
  expect(answer.status).toBe(201);
  const forged = await fetch(`${stage.url}/api/v1/media?name=a.txt`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream", cookie: client.cookie ?? "" },
    body: "x",
  });
  expect(forged.status).toBe(403);
});
