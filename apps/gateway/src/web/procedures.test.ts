import type { ProcedureContent, ProcedureStepView } from "@circuito/protocol";
import { uuidv7 } from "uuidv7";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let admin: Client;
let agent: Client;
beforeAll(async () => {
  stage = await createWebStage();
  admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
  agent = await stage.logIn(await stage.newPerson({ queueIds: [stage.scene.solvers] }));
});
afterAll(() => stage[Symbol.asyncDispose]());

const step = (key: string, part: Partial<ProcedureStepView> = {}): ProcedureStepView => ({
  ...{ key, kind: "check", title: key, body: "", url: null, field: null, isRequired: false },
  ...{ choices: [], goTo: null },
  ...part,
});
const contentWith = (
  steps: ProcedureStepView[],
  part: Partial<ProcedureContent> = {},
): ProcedureContent => ({
  ...{ name: "2ª via do boleto", department: "Financeiro", purpose: "", terms: "", steps },
  ...{ categoryIds: [], queueIds: [], levels: [] },
  ...part,
});
const create = async (content: ProcedureContent, id = uuidv7()) =>
  (await admin.send("POST", "/api/v1/procedures", { body: { id, content } })).body;
const publish = (id: string, revision: number) =>
  admin.send("POST", `/api/v1/procedures/${id}/publish`, { body: { revision } });
const change = (id: string, body: object) =>
  admin.send("PATCH", `/api/v1/procedures/${id}`, { body });
const offeredIn = async (conversationId: string) =>
  (await agent.send("GET", `/api/v1/conversations/${conversationId}/procedures`)).body;

test("a draft becomes a version, is changed beside it, and is offered as it was published", async () => {
  const id = uuidv7();
  const first = await create(contentWith([step("a")]), id);
  expect(await create(contentWith([step("b")]), id)).toEqual(first);
  expect((await publish(id, 1)).body).toMatchObject({ published: 1, isChanged: false });
  expect((await publish(id, 1)).body).toMatchObject({ published: 1 });
  const renamed = contentWith([step("a"), step("b")], { name: "2ª via" });
  const { body } = await change(id, { revision: 1, content: renamed });
  expect(body).toMatchObject({ revision: 2, published: 1, isChanged: true, name: "2ª via" });
  const conversationId = await stage.scene.newConversation({});
  expect((await offeredIn(conversationId)).fitting).toContainEqual({
    ...{ id, name: "2ª via do boleto", department: "Financeiro", purpose: "" },
    ...{ steps: 1, because: "everywhere" },
  });
  await change(id, { revision: 2, isArchived: true });
  expect(JSON.stringify(await offeredIn(conversationId))).not.toContain(id);
});

test("what was published stands beside the draft, newest first, and how often it was begun is told", async () => {
  const { id } = await create(contentWith([step("a")]));
  await publish(id, 1);
  await change(id, { revision: 1, content: contentWith([step("b")]) });
  await publish(id, 2);
  const { body } = await admin.send("GET", `/api/v1/procedures/${id}/versions`);
  expect(body.items).toMatchObject([
    { version: 2, content: { steps: [{ key: "b" }] } },
    { version: 1, content: { steps: [{ key: "a" }] } },
  ]);
  const conversationId = await stage.scene.newConversation({});
  await agent.send("POST", `/api/v1/conversations/${conversationId}/procedures`, {
    body: { runId: uuidv7(), procedureId: id, epoch: 0 },
  });
  const listed = (await admin.send("GET", "/api/v1/procedures")).body.items;
  expect(listed).toContainEqual(expect.objectContaining({ id, runs: 1, published: 2 }));
});

test("who knows less overwrites nothing", async () => {
  const { id } = await create(contentWith([step("a")]));
  await change(id, { revision: 1, content: contentWith([]) });
  const late = await change(id, { revision: 1, content: contentWith([step("z")]) });
  expect(late).toMatchObject({
    status: 409,
    body: { code: "conflict", details: { because: "stale-revision", revision: 2 } },
  });
});

test("what leads nowhere is not published, and which step it is gets said", async () => {
  const { id } = await create(contentWith([step("a"), step("b", { goTo: "a" })]));
  expect((await publish(id, 1)).body).toMatchObject({
    code: "invalid",
    details: { because: "loop", step: "a" },
  });
});

test("a procedure for what is not there is not written", async () => {
  for (const part of [{ queueIds: [uuidv7()] }, { categoryIds: [uuidv7()] }]) {
    expect(await create(contentWith([], part))).toMatchObject({ code: "invalid" });
  }
});

test("a run is shown with its next step, and what must come before a solution", async () => {
  const { id } = await create(
    contentWith([step("a"), step("b", { isRequired: true })], { queueIds: [stage.scene.solvers] }),
  );
  await publish(id, 1);
  const conversationId = await stage.scene.newConversation({});
  const claimed = await agent.send("POST", `/api/v1/conversations/${conversationId}/claim`, {
    body: { epoch: 0 },
  });
  const { epoch } = claimed.body;
  const verb = (path: string, body: object) =>
    agent.send("POST", `/api/v1/conversations/${conversationId}/${path}`, {
      body: { ...body, epoch },
    });
  expect((await offeredIn(conversationId)).fitting[0]).toMatchObject({ id, because: "queue" });
  const runId = uuidv7();
  await verb("procedures", { runId, procedureId: id });
  await verb("procedure-step", { runId, position: 0, key: "a", outcome: "skipped" });
  expect((await offeredIn(conversationId)).runs).toMatchObject([
    { id: runId, state: "running", current: "b", ahead: 1, required: "b" },
  ]);
  expect((await verb("resolve", {})).body).toMatchObject({
    code: "wrong-state",
    details: { because: "step-required", step: "b" },
  });
  await verb("procedure-step", { runId, position: 1, key: "b", outcome: "done" });
  expect((await offeredIn(conversationId)).runs).toMatchObject([
    { state: "finished", current: null, required: null },
  ]);
});
