import { randomUUID } from "node:crypto";
import type { ClosingRules } from "@circuito/domain";
import { NO_SURVEYS } from "@circuito/domain";
import {
  listActivities,
  listAsks,
  loadConversationViews,
  saveSurveySettings,
} from "@circuito/store";
import { categorize, holdReply, releaseHeldReplies, reply, resolve } from "./index.ts";
import { createScene, type Person, type Scene } from "./testing/index.ts";

let scene: Scene;
let ana: Person;
beforeEach(async () => {
  scene = await createScene();
  ana = await scene.newAgent();
});
afterEach(() => scene[Symbol.asyncDispose]());

async function rule({ needsCategory, resolution, surveyMayBeLeftOut }: Partial<ClosingRules>) {
  await scene.database.pool.query(
    `update queues set closing_needs_category = $1, closing_resolution = $2,
      closing_survey_may_be_left_out = $3`,
    [needsCategory ?? false, resolution ?? "none", surveyMayBeLeftOut ?? false],
  );
}

async function newCategory(fields: readonly object[] = []): Promise<string> {
  const id = randomUUID();
  await scene.database.pool.query(
    "insert into categories (id, name, position, fields) values ($1, 'Troca', 0, $2)",
    [id, JSON.stringify(fields)],
  );
  return id;
}

async function surveyed(): Promise<void> {
  await saveSurveySettings(
    scene.database.pool,
    {
      ...NO_SURVEYS,
      policies: [
        {
          ...{ id: randomUUID(), name: "Satisfação", enabled: true, kind: "csat", question: {} },
          ...{ scope: { queueIds: [], levels: [], channels: [] }, asksWhy: true, followUp: {} },
          ...{ delayMs: 60_000, respondWithinMs: 86_400_000 },
        },
      ],
    },
    { id: undefined, name: "test", at: Date.now() },
  );
}

const held = () => scene.newConversation({ assigneeId: ana.id });
const read = async (id: string) => (await loadConversationViews(scene.database.pool, [id]))[0];
const endOf = async (id: string) =>
  (await listActivities(scene.database.pool, id)).find(({ kind }) => kind === "resolved");
const resolutionOf = async (id: string) =>
  (await scene.database.pool.query("select resolution from conversations where id = $1", [id]))
    .rows[0]?.resolution;

test("what its queue wants to know keeps it open, and all of it is told at once", async () => {
  await rule({ needsCategory: true, resolution: "required" });
  const categoryId = await newCategory();
  const id = await held();
  const end = (closing?: object) =>
    resolve(scene.desk, ana, { conversationId: id, epoch: 0, closing });
  expect(await end()).toMatchObject({
    ...{ code: "invalid", because: "closing-incomplete" },
    missing: ["category", "resolution"],
  });
  await categorize(scene.desk, ana, { conversationId: id, categoryId });
  expect(await end({ resolution: "   " })).toMatchObject({ missing: ["resolution"] });
  expect(await read(id)).toMatchObject({ status: "open" });
  expect(await end({ resolution: " Boleto reenviado " })).toMatchObject({ kind: "done" });
  expect(await read(id)).toMatchObject({ status: "resolved" });
  expect((await endOf(id))?.data).toEqual({ resolution: "Boleto reenviado" });
  expect(await resolutionOf(id)).toBe("Boleto reenviado");
});

test("where there is no category nobody is kept from the end by having none", async () => {
  await rule({ needsCategory: true });
  const id = await held();
  const { pool } = scene.database;
  await pool.query("update categories set archived_at = now()");
  expect(await resolve(scene.desk, ana, { conversationId: id, epoch: 0 })).toMatchObject({
    kind: "done",
  });
});

test("of its category alone the field that is missing is told, with more of them what else is", async () => {
  const categoryId = await newCategory([
    { key: "how", label: "Forma", kind: "text", need: "resolve" },
  ]);
  const id = await held();
  await categorize(scene.desk, ana, { conversationId: id, categoryId });
  const end = () => resolve(scene.desk, ana, { conversationId: id, epoch: 0 });
  expect(await end()).toMatchObject({ because: "field-missing", field: "how" });
  await rule({ resolution: "required" });
  expect(await end()).toMatchObject({ missing: ["fields", "resolution"] });
});

test("a reply that ends it says the same, now or when its time comes", async () => {
  await rule({ resolution: "required" });
  const id = await held();
  const said = { conversationId: id, text: "Pronto.", andThen: "resolve" } as const;
  const now = () => reply(scene.desk, ana, { ...said, kind: "reply", clientId: randomUUID() });
  expect(await now()).toMatchObject({ because: "closing-incomplete", missing: ["resolution"] });
  const hold = (closing?: object) =>
    holdReply(scene.desk, ana, { ...said, clientId: randomUUID(), afterSeconds: 1, closing });
  expect(await hold()).toMatchObject({ because: "closing-incomplete" });
  const later = await hold({ resolution: "Boleto reenviado" });
  if (later.kind !== "done") throw new Error(later.code);
  await releaseHeldReplies({ ...scene.desk, now: () => Date.now() + 2_000 }, [later.heldId]);
  expect(await read(id)).toMatchObject({ status: "resolved" });
  expect((await endOf(id))?.data).toEqual({ resolution: "Boleto reenviado" });
});

test("the survey is left out by whoever ends it where the queue lets them, and is in the story", async () => {
  await surveyed();
  const end = async (id: string, survey?: boolean) =>
    resolve(scene.desk, ana, { conversationId: id, epoch: 0, closing: { survey } });
  const [forced, free, asked] = [await held(), await held(), await held()];
  expect(await end(forced, false)).toMatchObject({
    ...{ because: "closing-incomplete", missing: ["survey"] },
  });
  await rule({ surveyMayBeLeftOut: true });
  expect(await end(free, false)).toMatchObject({ kind: "done" });
  expect(await listAsks(scene.database.pool, free)).toEqual([]);
  expect((await endOf(free))?.data).toEqual({ survey: "left-out" });
  expect(await end(asked, true)).toMatchObject({ kind: "done" });
  expect(await listAsks(scene.database.pool, asked)).toMatchObject([{ kind: "survey" }]);
});

test("ended again without a word, what was said the last time is no more of it", async () => {
  await rule({ resolution: "optional" });
  const id = await held();
  const end = (epoch: number, closing?: object) =>
    resolve(scene.desk, ana, { conversationId: id, epoch, closing });
  await end(0, { resolution: "Boleto reenviado" });
  await scene.database.pool.query(
    "update conversations set status = 'open', resolved_at = null where id = $1",
    [id],
  );
  expect(await end(0)).toMatchObject({ kind: "done" });
  expect(await resolutionOf(id)).toBeNull();
});
