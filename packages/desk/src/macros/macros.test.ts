import { randomUUID } from "node:crypto";
import type { MacroAct } from "@circuito/domain";
import { listActivities, loadConversationViews, type Macro, saveMacro } from "@circuito/store";
import { createScene, type Person, type Scene } from "../testing/index.ts";
import { runMacro } from "./run-macro.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await createScene();
});
afterAll(async () => {
  await scene[Symbol.asyncDispose]();
});

const read = async (id: string) => (await loadConversationViews(scene.database.pool, [id]))[0];
const storyOf = async (id: string) =>
  (await listActivities(scene.database.pool, id)).map(({ kind }) => kind);
const notesOf = async (id: string) =>
  (
    await scene.database.pool.query<{ text: string }>(
      "select text from messages where conversation_id = $1 and direction = 'note' order by seq",
      [id],
    )
  ).rows.map(({ text }) => text);

async function newMacro(acts: readonly MacroAct[], more: Partial<Macro> = {}): Promise<string> {
  const id = randomUUID();
  const kept = { queueId: null, agentId: null, channels: [], draft: null, version: 1 };
  await saveMacro(scene.database.pool, { ...kept, name: "Pedir boleto", acts, ...more, id }, 0);
  return id;
}

const LABEL: MacroAct = { kind: "label", add: ["Boleto"], remove: ["menu"] };
const NOTE: MacroAct = { kind: "note", text: "Ligar para {{cliente.primeiro_nome}} na {{fila}}" };
const run = (who: Person, conversationId: string, macroId: string, more = {}) =>
  runMacro(scene.desk, who, {
    ...{ conversationId, macroId, epoch: 0, clientId: randomUUID() },
    ...more,
  });

test("all acts are done in one go, each with its own line, and the words are for the draft", async () => {
  const ana = await scene.newAgent({ name: "Ana Lima" });
  const id = await scene.newConversation({
    ...{ assigneeId: ana.id, tags: ["menu"], contactName: "Marina Costa" },
  });
  const acts: MacroAct[] = [
    LABEL,
    { kind: "prioritize", priority: "urgent" },
    NOTE,
    { kind: "snooze", minutes: null },
  ];
  const draft = "Olá, {{cliente.primeiro_nome}}! Sou {{atendente.primeiro_nome}}, da {{empresa}}.";
  const macroId = await newMacro(acts, { draft });
  expect(await run(ana, id, macroId)).toEqual({
    kind: "done",
    conversationId: id,
    draft: "Olá, Marina! Sou Ana, da {{empresa}}.",
    repeated: false,
  });
  expect(await read(id)).toMatchObject({
    ...{ tags: ["Boleto"], priority: 6, status: "snoozed", assignee: { id: ana.id } },
  });
  expect(await storyOf(id)).toEqual(["macro-run", "labelled", "prioritized", "snoozed"]);
  expect(await notesOf(id)).toEqual(["Ligar para Marina na Atendimento"]);
});

test("with the first act that is refused nothing is done and nobody is told, and the act is named", async () => {
  const [ana, bia] = [await scene.newAgent(), await scene.newAgent()];
  const id = await scene.newConversation({ assigneeId: bia.id });
  const before = await read(id);
  const macroId = await newMacro([LABEL, NOTE, { kind: "resolve" }]);
  const [nudged, woken] = [scene.nudged.length, scene.woken()];
  expect(await run(ana, id, macroId)).toEqual({
    kind: "refused",
    act: "resolve",
    refusal: {
      ...{ kind: "refused", code: "conflict", because: "other-owner", epoch: 0 },
      owner: { id: bia.id, name: bia.name },
    },
  });
  expect(await read(id)).toEqual(before);
  expect([await storyOf(id), await notesOf(id)]).toEqual([[], []]);
  expect([scene.nudged.length, scene.woken()]).toEqual([nudged, woken]);
  const outbox = await scene.database.pool.query(
    "select 1 from outbox where conversation_id = $1",
    [id],
  );
  expect(outbox.rowCount).toBe(0);
});

test("said again with the same client id it is done once, and told so even once it has moved on", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation({ assigneeId: ana.id });
  const sales = await scene.newQueue("Vendas", 1, "solver");
  const transfer = { kind: "transfer", queueId: sales, note: "Segue o caso" } as const;
  const macroId = await newMacro([NOTE, transfer]);
  const clientId = randomUUID();
  const both = await Promise.all([
    run(ana, id, macroId, { clientId }),
    run(ana, id, macroId, { clientId }),
  ]);
  expect(both.map((one) => one.kind === "done" && one.repeated).sort()).toEqual([false, true]);
  expect(await read(id)).toMatchObject({ queueId: sales, assignee: null });
  expect(await storyOf(id)).toEqual(["macro-run", "transferred"]);
  // The note of the macro alone: that of the hand-over is in its line.
  expect(await notesOf(id)).toHaveLength(1);
  // It is no more hers to see; under another id it does not exist for her.
  expect(await run(ana, id, macroId, { clientId })).toMatchObject({ kind: "done", repeated: true });
  expect(await run(ana, id, macroId)).toMatchObject({ refusal: { code: "not-found" } });
  const other = await newMacro([LABEL]);
  expect(await run(ana, id, other, { clientId })).toMatchObject({
    refusal: { because: "client-id-reused" },
  });
});

test("of two agents who solve it at once one does, and the other changes nothing", async () => {
  const [ana, lead] = [await scene.newAgent(), await scene.newAgent({ role: "supervisor" })];
  const id = await scene.newConversation({ assigneeId: ana.id });
  const macroId = await newMacro([NOTE, { kind: "resolve" }]);
  const both = await Promise.all([run(ana, id, macroId), run(lead, id, macroId)]);
  expect(both.map(({ kind }) => kind).sort()).toEqual(["done", "refused"]);
  expect(await notesOf(id)).toHaveLength(1);
  expect(await storyOf(id)).toEqual(["macro-run", "resolved"]);
});

test("another's own, another queue's, another channel's and one that is gone are not run", async () => {
  const [ana, bia] = [await scene.newAgent(), await scene.newAgent()];
  const id = await scene.newConversation();
  const refused = [
    await newMacro([LABEL], { agentId: bia.id }),
    await newMacro([LABEL], { queueId: scene.technical }),
    randomUUID(),
  ];
  for (const macroId of refused) {
    expect(await run(ana, id, macroId)).toMatchObject({ refusal: { because: "no-such-macro" } });
  }
  const byMail = await newMacro([LABEL], { channels: ["email"] });
  expect(await run(ana, id, byMail)).toMatchObject({ refusal: { because: "not-for-channel" } });
  expect(await storyOf(id)).toEqual([]);
});
