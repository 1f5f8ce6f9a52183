import { randomUUID } from "node:crypto";
import { createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
beforeAll(async () => {
  stage = await createWebStage();
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

const clientOf = async (role: "agent" | "supervisor") =>
  stage.logIn(await stage.newPerson({ role }));
const macro = (more: object = {}) => ({
  ...{ id: randomUUID(), name: "Boleto", scope: "mine" },
  acts: [{ kind: "resolve" }, { kind: "label", add: ["Boleto"], remove: [] }],
  ...more,
});

test("one's own are one's own, and those for others a supervisor's", async () => {
  const [ana, bia, lead] = [
    await clientOf("agent"),
    await clientOf("agent"),
    await clientOf("supervisor"),
  ];
  const add = (who: typeof ana, body: object) => who.send("POST", "/api/v1/macros", { body });
  const own = macro();
  const made = await add(ana, own);
  expect(made).toMatchObject({
    status: 201,
    // In the order they are done in.
    body: { scope: "mine", version: 1, acts: [{ kind: "label" }, { kind: "resolve" }] },
  });
  expect((await add(ana, own)).body).toMatchObject({ id: own.id, version: 1 });
  expect((await add(bia, own)).status).toBe(404);
  expect((await add(ana, macro({ scope: "everybody" }))).body.code).toBe("forbidden");
  const shared = macro({ scope: "everybody", name: "Fim" });
  expect((await add(lead, shared)).status).toBe(201);
  const names = async (who: typeof ana) =>
    (await who.send("GET", "/api/v1/macros")).body.items.map((item: { name: string }) => item.name);
  expect(await names(ana)).toEqual(["Boleto", "Fim"]);
  expect(await names(bia)).toEqual(["Fim"]);

  const { id, ...rest } = shared;
  const change = (who: typeof ana, version: number) =>
    who.send("PUT", `/api/v1/macros/${id}`, { body: { ...rest, version } });
  expect((await change(ana, 1)).body.code).toBe("forbidden");
  expect((await change(lead, 1)).body.version).toBe(2);
  expect((await change(lead, 1)).body).toMatchObject({
    code: "conflict",
    details: { because: "stale-version", version: 2 },
  });
  expect((await bia.send("DELETE", `/api/v1/macros/${own.id}`)).status).toBe(200);
  expect(await names(ana)).toEqual(["Boleto", "Fim"]);
  expect((await ana.send("DELETE", `/api/v1/macros/${own.id}`)).status).toBe(200);
  expect(await names(ana)).toEqual(["Fim"]);
});

test.each([
  ["act-twice", { acts: [{ kind: "resolve" }, { kind: "resolve" }] }],
  ["two-ends", { acts: [{ kind: "resolve" }, { kind: "snooze", minutes: 5 }] }],
  ["act-says-nothing", { acts: [{ kind: "label", add: [], remove: [] }] }],
  ["no-such-category", { acts: [{ kind: "categorize", categoryId: randomUUID() }] }],
  ["no-such-queue", { acts: [{ kind: "transfer", queueId: randomUUID(), note: "oi" }] }],
])("a macro is refused with %s", async (because, more) => {
  const ana = await clientOf("agent");
  const { status, body } = await ana.send("POST", "/api/v1/macros", { body: macro(more) });
  expect([status, body.details.because]).toEqual([400, because]);
});

test("a run answers with the conversation and the draft, or with the act that was refused", async () => {
  const person = await stage.newPerson();
  const ana = await stage.logIn(person);
  const id = await stage.scene.newConversation({ assigneeId: person.id });
  const made = macro({ draft: "Protocolo {{protocolo}}" });
  await ana.send("POST", "/api/v1/macros", { body: made });
  const run = (epoch: number, clientId = randomUUID()) =>
    ana.send("POST", `/api/v1/conversations/${id}/macro-runs`, {
      body: { macroId: made.id, epoch, clientId },
    });
  expect(await run(7)).toMatchObject({
    status: 409,
    body: { code: "conflict", details: { because: "stale-epoch", act: "resolve" } },
  });
  const clientId = randomUUID();
  const { body } = await run(0, clientId);
  expect(body).toMatchObject({
    conversation: { id, status: "resolved", tags: ["Boleto"] },
    draft: `Protocolo ${body.conversation.protocol}`,
    repeated: false,
  });
  expect((await run(0, clientId)).body.repeated).toBe(true);
  const { items } = (await ana.send("GET", "/api/v1/macros")).body;
  expect(items).toContainEqual(expect.objectContaining({ id: made.id, runs: 1 }));
});
