import { randomUUID } from "node:crypto";
import type { Transcript, TranscriptChange } from "@circuito/connector";
import { reply } from "@circuito/desk";
import { createScene, type Person, type Scene } from "@circuito/desk/testing";
import type { Address, ConversationId } from "@circuito/domain";
import {
  currentPosition,
  type NoticeRow,
  type Position,
  readNotices,
  schema,
} from "@circuito/store";
import { createLog } from "../log/log.ts";
import { type CustomerFeed, createCustomerFeed } from "./customer-feed.ts";
import { createTranscript } from "./transcript.ts";

const log = createLog({ level: "error", secrets: [], readable: false, write: () => undefined });
let scene: Scene;
let feed: CustomerFeed;
let transcript: Transcript;
let agent: Person;

beforeAll(async () => {
  scene = await createScene();
  feed = createCustomerFeed({ database: scene.database, now: Date.now, log });
  transcript = createTranscript({
    database: scene.database,
    feed,
    wakeOutbox: () => undefined,
    tellTyping: () => undefined,
    now: Date.now,
  });
  agent = await scene.newAgent({ name: "Ana" });
});
afterAll(() => scene[Symbol.asyncDispose]());

async function newChat(): Promise<{ address: Address; id: ConversationId }> {
  const address: Address = `visitor:${randomUUID()}`;
  const id = await scene.newConversation({ channel: "webchat", address });
  return { address, id };
}

async function say(conversationId: string, text: string, kind: "reply" | "note" = "reply") {
  const said = await reply(scene.desk, agent, {
    conversationId,
    clientId: randomUUID(),
    text,
    kind,
  });
  if (said.kind !== "done") throw new Error(`not said: ${said.kind}`);
  return said.messageId;
}

/** Hands the feed what was committed meanwhile, and nothing earlier, as the outbox's reader does. */
async function during(work: () => Promise<unknown>): Promise<void> {
  const from = await pastAll(await currentPosition(scene.database.pool), () => undefined);
  await work();
  await pastAll(from, feed.take);
  await feed.idle();
}

/** Transactions of other databases of the server hold notices back, too: none is left behind. */
async function pastAll(
  from: Position,
  take: (notices: readonly NoticeRow[]) => void,
): Promise<Position> {
  const page = await readNotices(scene.database.pool, from, 500);
  take(page.notices);
  if (page.notices.length === 0 && !page.unsettled) return page.position;
  return pastAll(page.position, take);
}

test("before the first word there is nothing to read", async () => {
  expect(await transcript.read(scene.inboxId, `visitor:${randomUUID()}`)).toBeUndefined();
});

test("a customer reads what was said to them, and no note", async () => {
  const { address, id } = await newChat();
  await say(id, "um");
  await say(id, "segredo", "note");
  await say(id, "dois");
  const view = await transcript.read(scene.inboxId, address);
  expect(view).toMatchObject({ conversationId: id, snapshot: true, lastSeq: 3, agentName: "Ana" });
  expect(
    view?.messages.map(({ text, seq, previousSeq, from }) => [text, seq, previousSeq, from]),
  ).toEqual([
    ["um", 1, 0, "agent"],
    ["dois", 3, 1, "agent"],
  ]);
  expect(JSON.stringify(view)).not.toContain("segredo");
});

test("from a position only what came after it is read; from a foreign one everything", async () => {
  const { address, id } = await newChat();
  const other = await newChat();
  for (const text of ["um", "dois", "três"]) await say(id, text);
  const after = await transcript.read(scene.inboxId, address, { conversationId: id, seq: 1 });
  expect(after).toMatchObject({ snapshot: false });
  expect(after?.messages.map(({ text }) => text)).toEqual(["dois", "três"]);
  for (const position of [
    { conversationId: other.id, seq: 1 },
    { conversationId: id, seq: 99 },
  ]) {
    const all = await transcript.read(scene.inboxId, address, position);
    expect(all).toMatchObject({ snapshot: true });
    expect(all?.messages).toHaveLength(3);
  }
});

test("a queue that goes on tells how long it takes, and those who move up hear of it", async () => {
  const queueId = await scene.newQueue("Fila que anda", 1, "solver");
  const first: Address = `visitor:${randomUUID()}`;
  const second: Address = `visitor:${randomUUID()}`;
  const ahead = await scene.newConversation({
    ...{ channel: "webchat", address: first, queueId, arrivedAt: Date.now() - 2_000 },
  });
  await scene.newConversation({
    ...{ channel: "webchat", address: second, queueId, arrivedAt: Date.now() - 1_000 },
  });
  for (let n = 0; n < 10; n++) {
    await scene.newConversation({
      ...{ queueId, status: "resolved", assigneeId: agent.id, assignedAt: Date.now() - n * 60_000 },
      arrivedAt: Date.now() - 3_600_000,
    });
  }
  expect((await transcript.read(scene.inboxId, second))?.queue).toEqual({
    position: 2,
    estimateSeconds: 360,
  });
  const told: TranscriptChange[] = [];
  const stop = feed.follow(scene.inboxId, second, (change) => told.push(change));
  feed.tellPlaces();
  await feed.idle();
  feed.tellPlaces();
  await feed.idle();
  await scene.database.pool.query("update conversations set assignee_id = $1 where id = $2", [
    agent.id,
    ahead,
  ]);
  feed.tellPlaces();
  await feed.idle();
  stop();
  // What is as it was told is not told again.
  expect(told).toMatchObject([
    { kind: "conversation", view: { queue: { position: 2, estimateSeconds: 360 } } },
    { kind: "conversation", view: { queue: { position: 1, estimateSeconds: 180 } } },
  ]);
});

test("while nobody has it, the place in the queue is told", async () => {
  const queueId = await scene.newQueue("Fila", 1, "solver");
  const first: Address = `visitor:${randomUUID()}`;
  const second: Address = `visitor:${randomUUID()}`;
  await scene.newConversation({ channel: "webchat", address: first, queueId, arrivedAt: 1_000 });
  await scene.newConversation({ channel: "webchat", address: second, queueId, arrivedAt: 2_000 });
  expect((await transcript.read(scene.inboxId, first))?.queue).toEqual({ position: 1 });
  expect((await transcript.read(scene.inboxId, second))?.queue).toEqual({ position: 2 });
});

test("who follows hears every change of their own conversation in order, and nobody else's", async () => {
  const mine = await newChat();
  const theirs = await newChat();
  const heard: TranscriptChange[] = [];
  const unfollow = transcript.follow(scene.inboxId, mine.address, (change) => heard.push(change));
  await during(async () => {
    await say(mine.id, "um");
    await say(theirs.id, "para outra pessoa");
    await say(mine.id, "segredo", "note");
    await say(mine.id, "dois");
  });
  const told = heard.flatMap((change) => (change.kind === "message" ? [change.message.text] : []));
  expect(told).toEqual(["um", "dois"]);
  expect(heard.some(({ kind }) => kind === "conversation")).toBe(true);
  expect(JSON.stringify(heard)).not.toMatch(/segredo|outra pessoa/);

  unfollow();
  const before = heard.length;
  await during(() => say(mine.id, "três"));
  expect(heard).toHaveLength(before);
});

test("what a customer has read is read, also before we have noted that it was sent", async () => {
  const { address, id } = await newChat();
  const heard: TranscriptChange[] = [];
  transcript.follow(scene.inboxId, address, (change) => heard.push(change));
  const [one, two] = [await say(id, "um"), await say(id, "dois")];
  await during(() =>
    transcript.seen(scene.inboxId, address, { conversationId: id, seq: 1 }, "read"),
  );
  const rows = await scene.database.drizzle.select().from(schema.deliveries);
  const statusOf = (messageId: string) => rows.find((row) => row.messageId === messageId)?.status;
  expect([statusOf(one), statusOf(two)]).toEqual(["read", "queued"]);
  expect(heard).toEqual([{ kind: "status", conversationId: id, messageId: one, status: "read" }]);
});

test("nobody can read for somebody else", async () => {
  const mine = await newChat();
  const theirs = await newChat();
  const message = await say(theirs.id, "oi");
  await transcript.seen(scene.inboxId, mine.address, { conversationId: theirs.id, seq: 1 }, "read");
  const rows = await scene.database.drizzle.select().from(schema.deliveries);
  expect(rows.find((row) => row.messageId === message)?.status).toBe("queued");
});

test("an agent who writes is shown to the customer of that conversation", async () => {
  const { address, id } = await newChat();
  const heard = new Promise<TranscriptChange>((tell) => {
    transcript.follow(scene.inboxId, address, tell);
  });
  feed.takeTyping(id, "Ana");
  expect(await heard).toEqual({ kind: "typing", authorName: "Ana" });
});
