import {
  asId,
  type ConversationId,
  END,
  type Procedure,
  type ProcedureId,
  type ProcedureStep,
} from "@circuito/domain";
import {
  addProcedureVersion,
  listActivities,
  listRuns,
  loadProcedureFigures,
  saveProcedure,
} from "@circuito/store";
import { uuidv7 } from "uuidv7";
import {
  type Desk,
  dismiss,
  giveUpProcedure,
  reply,
  resolve,
  startProcedure,
  takeNextInTriage,
  takeProcedureStep,
} from "../index.ts";
import { createScene, type Person, type Scene } from "../testing/index.ts";

let scene: Scene;
let desk: Desk;
let ana: Person;
let bia: Person;
/** Ms since epoch; set forward by tests. */
let now: number;
let procedureId: ProcedureId;
beforeAll(async () => {
  scene = await createScene();
  desk = { ...scene.desk, now: () => now };
  ana = await scene.newAgent({ name: "Ana", queueIds: [scene.solvers] });
  bia = await scene.newAgent({ name: "Bia", queueIds: [scene.solvers] });
});
afterAll(() => scene[Symbol.asyncDispose]());
beforeEach(async () => {
  now = Date.now();
  procedureId = await published(STEPS);
});

const step = (key: string, part: Partial<ProcedureStep> = {}): ProcedureStep => ({
  ...{ key, kind: "check", title: key, body: "", url: null, isRequired: false },
  ...{ choices: [], goTo: null },
  ...part,
});
const STEPS = [
  step("cpf", { kind: "ask", isRequired: true }),
  step("paid", {
    kind: "decision",
    choices: [
      { label: "Sim", goTo: END },
      { label: "Não", goTo: null },
    ],
  }),
  step("bill", { isRequired: true }),
];

async function published(steps: readonly ProcedureStep[], earlier?: ProcedureId) {
  const id = earlier ?? asId<ProcedureId>(uuidv7());
  const version = earlier === undefined ? 1 : 2;
  const content: Procedure = {
    ...{ name: "2ª via", department: "", purpose: "", terms: "", steps },
    ...{ categoryIds: [], queueIds: [], levels: [] },
  };
  await scene.database.transaction(async ({ client }) => {
    const state = { revision: version, published: version, publishedRevision: version };
    await saveProcedure(client, { id, draft: content, ...state, isArchived: false }, now);
    await addProcedureVersion(client, { id, version, content }, now);
  });
  return id;
}

async function ofAna(): Promise<{ conversationId: ConversationId; epoch: number; runId: string }> {
  const conversationId = await scene.newConversation({});
  const text = "Já vejo.";
  await reply(desk, ana, { conversationId, kind: "reply", text, clientId: uuidv7() });
  return { conversationId, epoch: await epochOf(conversationId), runId: uuidv7() };
}
async function epochOf(conversationId: string): Promise<number> {
  const { rows } = await scene.database.pool.query(
    "select epoch from conversations where id = $1",
    [conversationId],
  );
  return rows[0].epoch;
}
const take = (of: Awaited<ReturnType<typeof ofAna>>, position: number, key: string, answer = "") =>
  takeProcedureStep(desk, ana, {
    ...{ ...of, position },
    step: { key, outcome: "done", answer },
  });
const runsOf = (id: string) => listRuns(scene.database.pool, id);
const storyOf = async (id: string) =>
  (await listActivities(scene.database.pool, id))
    .filter(({ kind }) => kind.startsWith("procedure-"))
    .map(({ kind, because }) => `${kind}: ${because}`);

test("a procedure runs to its end by the way that its decision says, each step told once", async () => {
  const of = await ofAna();
  await startProcedure(desk, ana, { ...of, procedureId });
  expect(await startProcedure(desk, ana, { ...of, procedureId })).toMatchObject({ kind: "done" });
  now += 5_000;
  await take(of, 0, "cpf", " 123 ");
  expect(await take(of, 0, "cpf", "123")).toMatchObject({ kind: "done" });
  expect(await take(of, 0, "cpf", "456")).toMatchObject({ because: "not-this-step" });
  expect(await take(of, 1, "bill")).toMatchObject({ because: "not-this-step" });
  await take(of, 1, "paid", "Sim");
  expect(await take(of, 2, "bill")).toMatchObject({ because: "procedure-over" });
  expect(await runsOf(of.conversationId)).toMatchObject([
    {
      state: "finished",
      endedAt: now,
      taken: [
        { key: "cpf", answer: "123", agentId: ana.id, at: now },
        { key: "paid", answer: "Sim" },
      ],
    },
  ]);
  expect(await storyOf(of.conversationId)).toEqual([
    "procedure-started: by-hand",
    "procedure-step: done",
    "procedure-step: done",
    "procedure-ended: procedure-finished",
  ]);
});

test("nothing is solved while a step that must be taken is open", async () => {
  const of = await ofAna();
  await startProcedure(desk, ana, { ...of, procedureId });
  expect(await resolve(desk, ana, of)).toMatchObject({ because: "step-required", step: "cpf" });
  const { conversationId } = of;
  const text = "Pronto.";
  const said = { conversationId, kind: "reply", text, clientId: uuidv7() } as const;
  expect(await reply(desk, ana, { ...said, andThen: "resolve" })).toMatchObject({
    because: "step-required",
  });
  await take(of, 0, "cpf", "123");
  expect(await resolve(desk, ana, of)).toMatchObject({ because: "step-required", step: "bill" });
  await take(of, 1, "paid", "Não");
  await take(of, 2, "bill");
  expect(await resolve(desk, ana, of)).toMatchObject({ kind: "done" });
});

test("a director ends nothing as spam either while a step that must be taken is open", async () => {
  const carla = await scene.newAgent({ name: "Carla", queueIds: [scene.directors] });
  const conversationId = await scene.newConversation({ queueId: scene.directors });
  expect(await takeNextInTriage(desk, carla)).toMatchObject({ conversationId });
  const of = { conversationId, epoch: await epochOf(conversationId), runId: uuidv7() };
  await startProcedure(desk, carla, { ...of, procedureId });
  const end = () => dismiss(desk, carla, { ...of, because: "spam" });
  expect(await end()).toMatchObject({ because: "step-required", step: "cpf" });
  await giveUpProcedure(desk, carla, { ...of, reason: "É propaganda" });
  expect(await end()).toMatchObject({ kind: "done" });
});

test("a procedure that does not help is given up with its reason, and holds nothing back", async () => {
  const of = await ofAna();
  await startProcedure(desk, ana, { ...of, procedureId });
  expect(await giveUpProcedure(desk, ana, { ...of, reason: "..." })).toMatchObject({
    because: "says-nothing",
  });
  const reason = "É outra empresa.";
  await giveUpProcedure(desk, ana, { ...of, reason });
  expect(await giveUpProcedure(desk, ana, { ...of, reason })).toMatchObject({ kind: "done" });
  expect(await take(of, 0, "cpf", "1")).toMatchObject({ because: "procedure-over" });
  expect(await resolve(desk, ana, of)).toMatchObject({ kind: "done" });
});

test("one runs at a time; an unknown one, another conversation's or another owner's does not begin", async () => {
  const of = await ofAna();
  const begin = (part: object, who = ana) =>
    startProcedure(desk, who, { ...of, procedureId, ...part });
  expect(await begin({ procedureId: uuidv7() })).toMatchObject({ because: "no-such-procedure" });
  expect(await begin({}, bia)).toMatchObject({ because: "other-owner" });
  await begin({});
  expect(await begin({ runId: uuidv7() })).toMatchObject({ because: "procedure-running" });
  const other = await ofAna();
  expect(await begin({ ...other, runId: of.runId })).toMatchObject({ because: "no-such-run" });
  expect(await take({ ...other, runId: of.runId }, 0, "cpf", "1")).toMatchObject({
    because: "no-such-run",
  });
});

test("a run stays on the version that it began with", async () => {
  const of = await ofAna();
  await startProcedure(desk, ana, { ...of, procedureId });
  await published([step("new")], procedureId);
  expect(await runsOf(of.conversationId)).toMatchObject([
    { version: 1, procedure: { steps: [{ key: "cpf" }, { key: "paid" }, { key: "bill" }] } },
  ]);
  expect(await take(of, 0, "cpf", "1")).toMatchObject({ kind: "done" });
});

test("figures tell how long steps take and where runs are given up", async () => {
  for (const waited of [1_000, 3_000, 9_000]) {
    const of = await ofAna();
    await startProcedure(desk, ana, { ...of, procedureId });
    now += waited;
    await take(of, 0, "cpf", "1");
    if (waited === 9_000) await giveUpProcedure(desk, ana, { ...of, reason: "Não serve aqui" });
    else await take(of, 1, "paid", "Sim");
  }
  const figures = await loadProcedureFigures(scene.database.pool, procedureId, now - 60_000);
  expect(figures).toMatchObject({ started: 3, finished: 2, givenUp: 1 });
  expect(figures.steps).toEqual([
    { key: "cpf", taken: 3, skipped: 0, givenUp: 0, medianMs: 3_000 },
    { key: "paid", taken: 2, skipped: 0, givenUp: 1, medianMs: 0 },
  ]);
});
