import { type AttendantState, asId, type ConversationId } from "@circuito/domain";
import { listActivities, loadConversationViews, setDue } from "@circuito/store";
import { claim, reply, resolve, transfer } from "./index.ts";
import { createScene, type Scene } from "./testing/index.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await createScene();
});
afterAll(async () => {
  await scene[Symbol.asyncDispose]();
});

/** One that stands in the menu, and would be with the solvers without. */
async function talking(): Promise<ConversationId> {
  const attendant: AttendantState = {
    talk: {
      version: 1,
      language: "pt-BR",
      path: [],
      offered: [],
      misunderstandings: 0,
      answerBy: Date.now() + 300_000,
      queueId: scene.solvers,
      words: "oi",
      toldClosed: false,
    },
    signs: { saidAt: [Date.now()], repeats: 1, quick: 0 },
  };
  const id = await scene.newConversation({ queueId: null, waitingOn: "customer", attendant });
  await setDue(scene.database.pool, [{ kind: "attendant", id, at: Date.now() + 300_000 }]);
  return id;
}

const read = async (id: string) => (await loadConversationViews(scene.database.pool, [id]))[0];
const storyOf = async (id: string) =>
  (await listActivities(scene.database.pool, id)).map((line) => `${line.kind}: ${line.because}`);
const dues = async (id: string) =>
  (await scene.database.pool.query("select from dues where subject_id = $1", [id])).rowCount;

test("whose queue it would be in sees it in the menu, and nobody else", async () => {
  const id = await talking();
  const [ana, bia] = [
    await scene.newAgent(),
    await scene.newAgent({ queueIds: [scene.technical] }),
  ];
  expect(await read(id)).toMatchObject({ inMenu: true, queueId: scene.solvers });
  expect(await claim(scene.desk, bia, { conversationId: id })).toMatchObject({ code: "not-found" });
  expect(await claim(scene.desk, ana, { conversationId: id })).toMatchObject({ kind: "done" });
  expect(await read(id)).toMatchObject({
    inMenu: false,
    queueId: scene.solvers,
    assignee: { id: ana.id },
    waitingOn: "agent",
  });
  expect(await storyOf(id)).toEqual(
    expect.arrayContaining(["attendant-ended: taken-over", "claimed: chose-it"]),
  );
  expect(await dues(id)).toBe(0);
});

test("an answer takes it over, and gives the customer the turn", async () => {
  const id = await talking();
  const ana = await scene.newAgent();
  await reply(scene.desk, ana, {
    conversationId: id,
    clientId: "00000000-0000-4000-8000-000000000001",
    text: "Olá, sou a Ana",
    kind: "reply",
  });
  expect(await read(id)).toMatchObject({
    inMenu: false,
    assignee: { id: ana.id },
    waitingOn: "customer",
  });
});

test("a note leaves it in the menu", async () => {
  const id = await talking();
  const ana = await scene.newAgent();
  await reply(scene.desk, ana, {
    conversationId: id,
    clientId: "00000000-0000-4000-8000-000000000002",
    text: "cliente VIP",
    kind: "note",
  });
  expect(await read(id)).toMatchObject({ inMenu: true, assignee: null });
  expect(await dues(id)).toBe(1);
});

test("a transfer and a resolution end it, too", async () => {
  const lead = await scene.newAgent({ role: "supervisor" });
  const moved = await talking();
  await transfer(scene.desk, lead, {
    conversationId: moved,
    epoch: 0,
    queueId: scene.directors,
    note: "é com eles",
  });
  expect(await read(moved)).toMatchObject({ inMenu: false, queueId: scene.directors });
  const solved = await talking();
  await resolve(scene.desk, lead, { conversationId: solved, epoch: 0 });
  expect(await read(solved)).toMatchObject({
    inMenu: false,
    queueId: scene.solvers,
    status: "resolved",
  });
  expect(await dues(asId<ConversationId>(solved))).toBe(0);
});
