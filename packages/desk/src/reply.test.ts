import { randomUUID } from "node:crypto";
import {
  listActivities,
  listMessagesAfter,
  loadConversationViews,
  loadMessageViews,
  schema,
} from "@circuito/store";
import { type ReplyInput, reply } from "./index.ts";
import { createScene, type Scene } from "./testing/index.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await createScene();
});
afterAll(async () => {
  await scene[Symbol.asyncDispose]();
});

const words = (conversationId: string, change: Partial<ReplyInput> = {}): ReplyInput => ({
  conversationId,
  clientId: randomUUID(),
  text: "Olá, tudo bem?",
  kind: "reply",
  ...change,
});
const read = async (id: string) => (await loadConversationViews(scene.database.pool, [id]))[0];
const messagesOf = async (id: string) =>
  (await listMessagesAfter(scene.database.pool, id, 0, 200)).items;

test("an answer is stored, queued for delivery and told to agents and customer", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation({ assigneeId: ana.id });
  const woken = scene.woken();
  const said = await reply(scene.desk, ana, words(id, { text: "Seu pedido saiu hoje." }));
  if (said.kind !== "done") throw new Error(said.code);

  expect(await loadMessageViews(scene.database.pool, [said.messageId])).toMatchObject([
    {
      seq: 1,
      previousPublicSeq: 0,
      direction: "outbound",
      author: { kind: "agent", id: ana.id, name: ana.name },
      text: "Seu pedido saiu hoje.",
      delivery: { status: "queued", error: null },
    },
  ]);
  expect(await read(id)).toMatchObject({
    waitingOn: "customer",
    waitingSince: null,
    version: 2,
    epoch: 0,
    lastSeq: 1,
    preview: "Seu pedido saiu hoje.",
  });
  expect(scene.nudged).toContain(`deliver ${said.messageId}`);
  expect(scene.woken()).toBe(woken + 1);
  const notices = await noticesOf(id);
  expect(notices.map((n) => [n.type, n.customer !== null])).toEqual([
    ["message.created", true],
    ["conversation.changed", false],
  ]);
});

test("said again with the same client id it is the same message", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation({ assigneeId: ana.id });
  const said = words(id);
  const answers = await Promise.all(Array.from({ length: 8 }, () => reply(scene.desk, ana, said)));
  const ids = new Set(answers.map((a) => (a.kind === "done" ? a.messageId : a.code)));
  expect(ids.size).toBe(1);
  expect(answers.filter((a) => a.kind === "done" && !a.repeated)).toHaveLength(1);
  expect(await messagesOf(id)).toHaveLength(1);
});

test("a client id used for other words, or for a note, is a conflict", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation({ assigneeId: ana.id });
  const said = words(id);
  await reply(scene.desk, ana, said);
  for (const other of [
    { ...said, text: "outra coisa" },
    { ...said, kind: "note" as const },
  ]) {
    expect(await reply(scene.desk, ana, other)).toMatchObject({
      code: "conflict",
      because: "client-id-reused",
    });
  }
  expect(await messagesOf(id)).toHaveLength(1);
});

test("the writer gets their own message back even when the conversation has left them", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation({ assigneeId: ana.id });
  const said = words(id);
  const first = await reply(scene.desk, ana, said);
  await scene.database.pool.query(
    "update conversations set queue_id = $2, assignee_id = null where id = $1",
    [id, scene.technical],
  );
  expect(await reply(scene.desk, ana, said)).toEqual({ ...first, repeated: true });
  expect(await reply(scene.desk, ana, words(id))).toMatchObject({ code: "not-found" });
});

test("answers and notes of many at once take the numbers 1 to n, each once", async () => {
  const lead = await scene.newAgent({ role: "supervisor" });
  const people = await Promise.all(Array.from({ length: 5 }, () => scene.newAgent()));
  const id = await scene.newConversation({ assigneeId: lead.id });
  const all = await Promise.all(
    Array.from({ length: 40 }, (_, n) => {
      const who = n % 2 === 0 ? lead : (people[n % people.length] ?? lead);
      return reply(scene.desk, who, words(id, { kind: n % 2 === 0 ? "reply" : "note" }));
    }),
  );
  expect(all.every((a) => a.kind === "done")).toBe(true);
  const messages = await messagesOf(id);
  expect(messages.map((m) => m.seq)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
  // Each message names the public one before it: the customer's client finds its gaps by that.
  let last = 0;
  for (const message of messages) {
    expect(message.previousPublicSeq).toBe(last);
    if (message.direction === "outbound") last = message.seq;
  }
});

test("answering a conversation that waits makes it the writer's, full or not", async () => {
  const ana = await scene.newAgent({ capacity: 0 });
  const id = await scene.newConversation();
  expect(await reply(scene.desk, ana, words(id))).toMatchObject({ kind: "done" });
  expect(await read(id)).toMatchObject({ assignee: { id: ana.id, name: ana.name }, epoch: 1 });
  expect(await listActivities(scene.database.pool, id)).toMatchObject([
    { kind: "claimed", because: "replied", actorName: ana.name },
  ]);
});

test("a note reaches colleagues and never the customer", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation();
  const said = await reply(scene.desk, ana, words(id, { kind: "note", text: "cliente VIP" }));
  if (said.kind !== "done") throw new Error(said.code);
  expect(await loadMessageViews(scene.database.pool, [said.messageId])).toMatchObject([
    { direction: "note", delivery: null, seq: 1 },
  ]);
  expect(await read(id)).toMatchObject({
    waitingOn: "agent",
    lastPublicSeq: 0,
    previewFrom: "note",
  });
  expect((await noticesOf(id)).every((notice) => notice.customer === null)).toBe(true);
  expect(scene.nudged).not.toContain(`deliver ${said.messageId}`);
});

test.each([
  ["a colleague's", { assignee: true }, {}, { code: "conflict", because: "other-owner" }],
  ["an older owner's", {}, { epoch: 4 }, { code: "conflict", because: "stale-epoch", epoch: 0 }],
  ["a closed", { status: "closed" as const }, {}, { code: "closed" }],
  ["a short code's", { address: "sender:MYBANK" as const }, {}, { code: "not-routable" }],
  ["another queue's", { elsewhere: true }, {}, { code: "not-found" }],
])(
  "an answer to %s conversation is refused and changes nothing",
  async (_, is, input, expected) => {
    const [ana, bia] = [await scene.newAgent(), await scene.newAgent({ name: "Bia" })];
    const { assignee, elsewhere, ...columns } = { assignee: false, elsewhere: false, ...is };
    const id = await scene.newConversation({
      ...columns,
      ...(assignee && { assigneeId: bia.id }),
      ...(elsewhere && { queueId: scene.technical }),
    });
    const before = await read(id);
    expect(await reply(scene.desk, ana, words(id, input))).toMatchObject(expected);
    expect(await read(id)).toEqual(before);
    expect(await messagesOf(id)).toEqual([]);
  },
);

test("who said STOP gets no answer; a note about it is fine", async () => {
  const ana = await scene.newAgent();
  const address = "tel:+5511911110001" as const;
  const id = await scene.newConversation({ address, assigneeId: ana.id });
  await scene.database.drizzle.insert(schema.optOuts).values({ address, channel: "sms" });
  expect(await reply(scene.desk, ana, words(id))).toMatchObject({ code: "opted-out" });
  expect(await reply(scene.desk, ana, words(id, { kind: "note" }))).toMatchObject({ kind: "done" });
});

async function noticesOf(conversationId: string) {
  const { rows } = await scene.database.pool.query<{ type: string; customer: string | null }>(
    "select type, customer from outbox where conversation_id = $1 order by id",
    [conversationId],
  );
  return rows;
}
