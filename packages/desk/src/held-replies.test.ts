import { randomUUID } from "node:crypto";
import { listActivities, listMessagesAfter, loadConversationViews } from "@circuito/store";
import { type HoldInput, holdReply, releaseHeldReplies, reply, takeBackReply } from "./index.ts";
import { createScene, type Person, type Scene } from "./testing/index.ts";

let scene: Scene;
let now: number;
beforeAll(async () => {
  scene = await createScene();
});
afterAll(async () => {
  await scene[Symbol.asyncDispose]();
});
beforeEach(() => {
  now = Date.now();
});

const desk = () => ({ ...scene.desk, now: () => now });
const words = (conversationId: string, change: Partial<HoldInput> = {}): HoldInput => ({
  conversationId,
  clientId: randomUUID(),
  text: "Segue a segunda via.",
  afterSeconds: 8,
  ...change,
});
const messagesOf = async (id: string) =>
  (await listMessagesAfter(scene.database.pool, id, 0, 200)).items;
const read = async (id: string) => (await loadConversationViews(scene.database.pool, [id]))[0];
const stateOf = async (id: string) => {
  const { rows } = await scene.database.pool.query(
    "select state, refusal, words from held_replies where id = $1",
    [id],
  );
  return rows[0];
};
async function hold(who: Person, input: HoldInput): Promise<string> {
  const held = await holdReply(desk(), who, input);
  if (held.kind !== "done") throw new Error(held.code);
  return held.heldId;
}

test("until its time nothing has happened; then it is said, once", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation({ assigneeId: ana.id });
  const input = words(id);
  const held = await hold(ana, input);
  await releaseHeldReplies(desk(), [held]);
  expect(await messagesOf(id)).toEqual([]);
  expect(await read(id)).toMatchObject({ waitingOn: "agent", lastSeq: 0 });

  now += 8_000;
  await Promise.all([1, 2, 3].map(() => releaseHeldReplies(desk(), [held])));
  expect(await messagesOf(id)).toMatchObject([
    { seq: 1, text: input.text, clientId: input.clientId, delivery: { status: "queued" } },
  ]);
  expect(await stateOf(held)).toMatchObject({ state: "sent", words: { text: "" } });
});

test("taken back in time it is never said, whoever says again that it should be held", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation({ assigneeId: ana.id });
  const input = words(id);
  const held = await hold(ana, input);
  expect(await takeBackReply(desk(), ana, held)).toMatchObject({
    kind: "done",
    held: { words: { text: input.text }, state: "undone" },
  });
  // The answer to the first request was lost: the console asks again.
  expect(await hold(ana, input)).toBe(held);
  now += 9_000;
  await releaseHeldReplies(desk(), [held]);
  expect(await messagesOf(id)).toEqual([]);
});

test("it is taken back or it is sent, and never both, however close the two are", async () => {
  const ana = await scene.newAgent();
  const outcomes = await Promise.all(
    Array.from({ length: 24 }, async () => {
      const id = await scene.newConversation({ assigneeId: ana.id });
      const held = await hold(ana, words(id));
      const then = { ...scene.desk, now: () => now + 8_000 };
      const [taken] = await Promise.all([
        takeBackReply(then, ana, held),
        releaseHeldReplies(then, [held]),
      ]);
      return { taken: taken.kind, said: (await messagesOf(id)).length };
    }),
  );
  for (const { taken, said } of outcomes) expect(said).toBe(taken === "done" ? 0 : 1);
});

test("solving goes with the reply: both happen, or neither", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation({ assigneeId: ana.id });
  const held = await hold(ana, words(id, { andThen: "resolve" }));
  expect(await read(id)).toMatchObject({ status: "open" });
  now += 8_000;
  await releaseHeldReplies(desk(), [held]);
  expect(await read(id)).toMatchObject({ status: "resolved", lastSeq: 1 });
  const kinds = (await listActivities(scene.database.pool, id)).map(({ kind }) => kind);
  expect(kinds).toContain("resolved");

  const other = await scene.newConversation({ assigneeId: ana.id });
  await takeBackReply(desk(), ana, await hold(ana, words(other, { andThen: "resolve" })));
  expect(await read(other)).toMatchObject({ status: "open", lastSeq: 0 });
});

test("sent at once, it may wait for the customer or be solved in the same breath", async () => {
  const ana = await scene.newAgent();
  const say = async (andThen: "wait" | "resolve") => {
    const id = await scene.newConversation();
    const { afterSeconds: _, ...input } = words(id, { andThen });
    expect((await reply(scene.desk, ana, { ...input, kind: "reply" })).kind).toBe("done");
    return read(id);
  };
  expect(await say("wait")).toMatchObject({
    status: "snoozed",
    assignee: { id: ana.id },
    waitingOn: "customer",
  });
  expect(await say("resolve")).toMatchObject({ status: "resolved", assignee: { id: ana.id } });
});

test("what can no longer be said stays with its writer, with the reason", async () => {
  const [ana, bia] = [await scene.newAgent(), await scene.newAgent()];
  const id = await scene.newConversation({ assigneeId: ana.id });
  const held = await hold(ana, words(id, { andThen: "resolve" }));
  await scene.database.pool.query(
    "update conversations set assignee_id = $2, epoch = epoch + 1 where id = $1",
    [id, bia.id],
  );
  now += 8_000;
  await releaseHeldReplies(desk(), [held]);
  expect(await messagesOf(id)).toEqual([]);
  expect(await read(id)).toMatchObject({ status: "open" });
  expect(await stateOf(held)).toMatchObject({
    state: "refused",
    refusal: { code: "conflict", because: "other-owner", owner: { name: bia.name } },
    words: { text: "Segue a segunda via." },
  });
  expect(await takeBackReply(desk(), ana, held)).toMatchObject({
    held: { words: { text: "Segue a segunda via." } },
  });
});

test("replies leave in the order they were written, whatever job comes first", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation({ assigneeId: ana.id });
  await hold(ana, words(id, { text: "um" }));
  now += 1_000;
  const second = await hold(ana, words(id, { text: "dois" }));
  now += 9_000;
  await releaseHeldReplies(desk(), [second]);
  expect((await messagesOf(id)).map(({ text }) => text)).toEqual(["um", "dois"]);
});

test("another's is nobody's to take back, and a time that is past is none", async () => {
  const [ana, bia] = [await scene.newAgent(), await scene.newAgent({ role: "supervisor" })];
  const id = await scene.newConversation({ assigneeId: ana.id });
  const held = await hold(ana, words(id));
  expect(await takeBackReply(desk(), bia, held)).toMatchObject({ code: "not-found" });
  const past = words(id, { sendAt: now - 1, afterSeconds: undefined });
  expect(await holdReply(desk(), ana, past)).toMatchObject({ because: "not-in-the-future" });
});

describe("two who answer at once", () => {
  test("whoever had not seen the other's answer is held, and learns which it was", async () => {
    const ana = await scene.newAgent();
    const lead = await scene.newAgent({ role: "supervisor" });
    const id = await scene.newConversation({ assigneeId: ana.id });
    const first = await reply(scene.desk, lead, {
      ...{ conversationId: id, clientId: randomUUID(), text: "Já vi.", kind: "reply" },
      lastSeenSeq: 0,
    });
    expect(first.kind).toBe("done");
    const mine = { conversationId: id, clientId: randomUUID(), text: "Oi", kind: "reply" } as const;
    expect(await reply(scene.desk, ana, { ...mine, lastSeenSeq: 0 })).toMatchObject({
      code: "conflict",
      because: "answered-meanwhile",
      answer: { seq: 1, by: { id: lead.id, name: lead.name } },
    });
    // Having read it, they send it anyway: under the same client id.
    expect(await reply(scene.desk, ana, { ...mine, lastSeenSeq: 1 })).toMatchObject({
      kind: "done",
      repeated: false,
    });
  });

  test("of many at once with the same knowledge, one is heard", async () => {
    const people = await Promise.all(
      Array.from({ length: 6 }, () => scene.newAgent({ role: "supervisor" })),
    );
    const id = await scene.newConversation({ assigneeId: people[0]?.id });
    const said = await Promise.all(
      people.map((who) =>
        reply(scene.desk, who, {
          ...{ conversationId: id, clientId: randomUUID(), text: "Oi", kind: "reply" },
          lastSeenSeq: 0,
        }),
      ),
    );
    expect(said.filter(({ kind }) => kind === "done")).toHaveLength(1);
  });

  test("a queue may let colleagues answer for each other, and only owners close", async () => {
    const queueId = await scene.newQueue(`Dupla ${randomUUID()}`, 1, "solver");
    const [ana, bia] = [
      await scene.newAgent({ queueIds: [queueId] }),
      await scene.newAgent({ queueIds: [queueId] }),
    ];
    const id = await scene.newConversation({ queueId, assigneeId: ana.id });
    const say = (andThen?: "resolve") =>
      reply(scene.desk, bia, {
        ...{ conversationId: id, clientId: randomUUID(), text: "Oi", kind: "reply", epoch: 0 },
        andThen,
      });
    expect(await say()).toMatchObject({ because: "other-owner" });
    await scene.database.pool.query("update queues set only_owner_replies = false where id = $1", [
      queueId,
    ]);
    expect(await say("resolve")).toMatchObject({ because: "other-owner" });
    expect(await say()).toMatchObject({ kind: "done" });
    expect(await read(id)).toMatchObject({ assignee: { id: ana.id } });
  });
});
