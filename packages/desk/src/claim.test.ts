import { listActivities, loadConversationViews } from "@circuito/store";
import { claim } from "./index.ts";
import { createScene, type Scene } from "./testing/index.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await createScene();
});
afterAll(async () => {
  await scene[Symbol.asyncDispose]();
});

const read = async (id: string) => (await loadConversationViews(scene.database.pool, [id]))[0];

/** A hundred at once may wait longer for one of few connections than a request would: they ask again. */
async function untilConnected<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Error && error.message.includes("trying to connect"))) throw error;
    }
  }
}

test("of 100 agents who claim one conversation one wins, and 99 learn who", async () => {
  const people = await Promise.all(Array.from({ length: 100 }, () => scene.newAgent()));
  const id = await scene.newConversation();
  const answers = await Promise.all(
    people.map((who) => untilConnected(() => claim(scene.desk, who, { conversationId: id }))),
  );
  const winner = people[answers.findIndex((a) => a.kind === "done")];
  if (!winner) throw new Error("nobody won");
  expect(answers.filter((a) => a.kind === "done")).toHaveLength(1);
  const told = answers.filter((a) => a.kind === "refused");
  expect(told).toHaveLength(99);
  for (const answer of told) {
    expect(answer).toEqual({
      kind: "refused",
      code: "conflict",
      because: "other-owner",
      owner: { id: winner.id, name: winner.name },
      epoch: 1,
    });
  }
  expect(await read(id)).toMatchObject({ assignee: { id: winner.id }, epoch: 1, version: 2 });
  expect(await listActivities(scene.database.pool, id)).toHaveLength(1);
});

test("one agent who claims ten at once gets as many as fit", async () => {
  const ana = await scene.newAgent({ capacity: 3 });
  const ids = await Promise.all(Array.from({ length: 10 }, () => scene.newConversation()));
  const answers = await Promise.all(
    ids.map((conversationId) => claim(scene.desk, ana, { conversationId })),
  );
  expect(answers.filter((a) => a.kind === "done")).toHaveLength(3);
  expect(answers.filter((a) => a.kind === "refused" && a.code === "capacity-full")).toHaveLength(7);
});

test("a supervisor may take one more than fits", async () => {
  const lead = await scene.newAgent({ role: "supervisor", capacity: 0 });
  const conversationId = await scene.newConversation();
  expect(await claim(scene.desk, lead, { conversationId })).toMatchObject({ kind: "done" });
});

test("claiming one's own again changes nothing", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation();
  await claim(scene.desk, ana, { conversationId: id });
  const before = await read(id);
  expect(await claim(scene.desk, ana, { conversationId: id, epoch: 0 })).toMatchObject({
    kind: "done",
  });
  expect(await read(id)).toEqual(before);
});

test("a claim under an older epoch is refused and says the epoch of now", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation({ epoch: 5 });
  expect(await claim(scene.desk, ana, { conversationId: id, epoch: 4 })).toEqual({
    kind: "refused",
    code: "conflict",
    because: "stale-epoch",
    owner: undefined,
    epoch: 5,
  });
});

test("another queue's conversation does not exist, and a program claims nothing", async () => {
  const ana = await scene.newAgent();
  const foreign = await scene.newConversation({ queueId: scene.technical });
  expect(await claim(scene.desk, ana, { conversationId: foreign })).toMatchObject({
    code: "not-found",
  });
  const key = { kind: "api-key", id: "k", name: "bot", role: "admin" } as const;
  expect(await claim(scene.desk, key, { conversationId: foreign })).toMatchObject({
    code: "forbidden",
  });
});

test("a solved conversation is not there to be taken", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation({ status: "resolved" });
  expect(await claim(scene.desk, ana, { conversationId: id })).toMatchObject({
    code: "wrong-state",
    because: "not-open",
  });
});
