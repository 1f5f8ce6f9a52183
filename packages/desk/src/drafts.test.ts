import { randomUUID } from "node:crypto";
import type { ConversationId } from "@circuito/domain";
import { listDrafts, listDraftWriters, saveMentions } from "@circuito/store";
import { holdReply, keepDraft, reply } from "./index.ts";
import { createScene, type Person, type Scene } from "./testing/index.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await createScene();
});
afterAll(async () => {
  await scene[Symbol.asyncDispose]();
});

const keep = (who: Person, conversationId: string, text: string | null, version: number) =>
  keepDraft(scene.desk, who, {
    conversationId,
    room: "reply",
    content: text === null ? null : { text },
    version,
  });
const draftsOf = (who: Person, id: ConversationId) => listDrafts(scene.database.pool, who.id, id);

test("a device that knows less overwrites nothing, and is given the newer words", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation();
  expect(await keep(ana, id, "um", 0)).toEqual({ kind: "done", version: 1 });
  expect(await keep(ana, id, "um dois", 1)).toEqual({ kind: "done", version: 2 });
  expect(await keep(ana, id, "outra", 1)).toMatchObject({
    kind: "elsewhere",
    draft: { content: { text: "um dois" }, version: 2 },
  });
  expect(await keep(ana, id, null, 1)).toMatchObject({ kind: "elsewhere" });
  expect(await draftsOf(ana, id)).toMatchObject([{ content: { text: "um dois" }, version: 2 }]);
});

test("the same words again change nothing, so that a lost answer may be asked for anew", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation();
  await keep(ana, id, "oi", 0);
  expect(await keep(ana, id, "oi", 0)).toEqual({ kind: "done", version: 1 });
});

test("of two devices that begin at once, one is told of the other", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation();
  const results = await Promise.all(["a", "b", "c", "d"].map((text) => keep(ana, id, text, 0)));
  const kinds = results.map(({ kind }) => kind).sort();
  expect(kinds).toEqual(["done", "elsewhere", "elsewhere", "elsewhere"]);
});

test("colleagues learn who writes, and never what; who may not see it learns nothing", async () => {
  const [ana, bia] = [await scene.newAgent(), await scene.newAgent()];
  const far = await scene.newAgent({ queueIds: [scene.technical] });
  const id = await scene.newConversation();
  await keep(ana, id, "segredo", 0);
  const told = await listDraftWriters(scene.database.pool, bia);
  expect(told.find((one) => one.conversationId === id)?.writers).toEqual([
    { id: ana.id, name: ana.name, room: "reply" },
  ]);
  expect(JSON.stringify(told)).not.toContain("segredo");
  expect(await listDraftWriters(scene.database.pool, far)).toEqual([]);
  expect(await keep(far, id, "x", 0)).toMatchObject({ kind: "refused", code: "not-found" });
});

test("words survive that the conversation goes to somebody else, and their end", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation({ assigneeId: ana.id });
  await keep(ana, id, "quase pronto", 0);
  await scene.database.pool.query(
    "update conversations set queue_id = $2, assignee_id = null where id = $1",
    [id, scene.technical],
  );
  expect(await keep(ana, id, "quase pronto!", 1)).toEqual({ kind: "done", version: 2 });
  await scene.database.pool.query("update conversations set status = 'resolved' where id = $1", [
    id,
  ]);
  expect(await draftsOf(ana, id)).toMatchObject([{ content: { text: "quase pronto!" } }]);
});

test.each(["reply", "held"] as const)("a draft goes with the %s that it was", async (as) => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation({ assigneeId: ana.id });
  await keep(ana, id, "pronto", 0);
  const words = { conversationId: id, clientId: randomUUID(), text: "pronto", draftVersion: 1 };
  const said =
    as === "reply"
      ? await reply(scene.desk, ana, { ...words, kind: "reply" })
      : await holdReply(scene.desk, ana, { ...words, afterSeconds: 8 });
  expect(said.kind).toBe("done");
  expect(await draftsOf(ana, id)).toEqual([]);
});

test("what another device wrote after the words that were sent is kept", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation({ assigneeId: ana.id });
  await keep(ana, id, "pronto", 0);
  await keep(ana, id, "pronto, e mais", 1);
  const words = { conversationId: id, clientId: randomUUID(), text: "pronto", draftVersion: 1 };
  await reply(scene.desk, ana, { ...words, kind: "reply" });
  expect(await draftsOf(ana, id)).toMatchObject([{ content: { text: "pronto, e mais" } }]);
  await reply(scene.desk, ana, { ...words, clientId: randomUUID(), kind: "note", draftVersion: 9 });
  expect(await draftsOf(ana, id)).toHaveLength(1);
});

test("whoever was named in a conversation may write a note in it, and answer nobody", async () => {
  const ana = await scene.newAgent();
  const far = await scene.newAgent({ queueIds: [scene.technical] });
  const id = await scene.newConversation({ assigneeId: ana.id });
  const say = (who: Person, kind: "note" | "reply", mentions: readonly string[] = []) =>
    reply(scene.desk, who, {
      ...{ conversationId: id, clientId: randomUUID(), text: "oi", kind, mentions },
    });
  expect(await say(far, "note")).toMatchObject({ code: "not-found" });
  expect(await say(ana, "note", [far.id, randomUUID()])).toMatchObject({ kind: "done" });
  expect(await say(far, "note")).toMatchObject({ kind: "done" });
  expect(await say(far, "reply")).toMatchObject({ code: "not-found" });
  expect(await say(ana, "reply", [far.id])).toMatchObject({ because: "not-a-note" });
  expect(await keep(far, id, "nota", 0)).toMatchObject({ kind: "done" });
  expect(
    await scene.database.transaction(({ client }) =>
      saveMentions(client, {
        messageId: randomUUID() as never,
        conversationId: id,
        agentIds: [],
        at: 0,
      }),
    ),
  ).toEqual([]);
});
