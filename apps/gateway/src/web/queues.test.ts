import { randomUUID } from "node:crypto";
import { serveQueue } from "@circuito/router";
import { createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
beforeAll(async () => {
  stage = await createWebStage();
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

const newQueue = () => stage.scene.newQueue(`Fila ${randomUUID()}`, 1, "solver");

test("a queue that is told to ask offers, and its agent takes it with one call", async () => {
  const queueId = await newQueue();
  const ana = await stage.newPerson({ queueIds: [queueId] });
  const admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
  const client = await stage.logIn(ana);
  const socket = await stage.socketOf(client);
  const changed = await admin.send("PATCH", `/api/v1/queues/${queueId}`, {
    body: { strategy: "least-loaded", offer: { liveSeconds: 30, asyncSeconds: 120 } },
  });
  expect(changed).toMatchObject({
    status: 200,
    body: {
      strategy: "least-loaded",
      offer: { liveSeconds: 30, asyncSeconds: 120 },
      members: [{ agentId: ana.id, weight: 1 }],
    },
  });
  await client.send("PUT", `/api/v1/agents/${ana.id}/presence`, { body: { wanted: "available" } });
  const id = await stage.scene.newConversation({ queueId, preview: "oi" });
  const rounds = { database: stage.scene.database, newId: randomUUID };
  expect(await serveQueue(rounds, queueId, Date.now())).toMatchObject({ offered: 1 });
  stage.scene.desk.wake.publish("outbox");
  const told = await socket.until((e) => e.type === "offer.changed");
  expect(told.offer).toMatchObject({
    agentId: ana.id,
    state: "pending",
    conversation: { id, preview: "oi" },
  });
  const { body } = await client.send("GET", "/api/v1/offers");
  expect(body.items).toEqual([told.offer]);
  expect((await admin.send("GET", "/api/v1/offers")).body.items).toEqual([]);

  const taken = await client.send("POST", `/api/v1/offers/${told.offer.id}/accept`, { body: {} });
  expect(taken).toMatchObject({ status: 200, body: { id, assignee: { id: ana.id }, epoch: 1 } });
  await socket.until((e) => e.type === "offer.changed" && e.offer.state === "accepted");
  expect((await client.send("GET", "/api/v1/offers")).body.items).toEqual([]);
  const late = await client.send("POST", `/api/v1/offers/${told.offer.id}/decline`, {
    body: { reason: "tarde" },
  });
  expect(late).toMatchObject({
    status: 409,
    body: { code: "conflict", details: { because: "offer-over" } },
  });
});

test("an admin adds a queue, and it is a place to hand over to at once", async () => {
  const admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
  const name = `Supervisão ${randomUUID()}`;
  const add = (body: object) => admin.send("POST", "/api/v1/queues", { body });
  const added = await add({ name, role: "supervisor", level: 1 });
  expect(added).toMatchObject({
    status: 201,
    body: { name, role: "supervisor", level: 1, strategy: "longest-idle", members: [] },
  });
  const { body } = await admin.send("GET", "/api/v1/queues");
  expect(body.items.at(-1)).toMatchObject({ id: added.body.id, name });
  expect(await add({ name, role: "solver", level: 1 })).toMatchObject({
    status: 409,
    body: { code: "conflict", details: { because: "name-taken" } },
  });
  expect(await add({ name: "Técnico II", role: "specialist", level: 1 })).toMatchObject({
    status: 400,
    body: { code: "invalid", message: expect.stringContaining("level 2 or 3") },
  });
});

test("declining needs a reason", async () => {
  const client = await stage.logIn(await stage.newPerson());
  const answer = await client.send("POST", `/api/v1/offers/${randomUUID()}/decline`, {
    body: { reason: "  " },
  });
  expect(answer).toMatchObject({ status: 400, body: { code: "invalid" } });
});

test("members are replaced as a whole, with their weights", async () => {
  const [queueId, other] = [await newQueue(), await newQueue()];
  const [ana, bia] = [
    await stage.newPerson({ queueIds: [queueId, other] }),
    await stage.newPerson({ queueIds: [] }),
  ];
  const admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
  stage.scene.nudged.length = 0;
  const { body } = await admin.send("PATCH", `/api/v1/queues/${queueId}`, {
    body: { strategy: "weighted", members: [{ agentId: bia.id, weight: 5 }] },
  });
  expect(body.members).toEqual([{ agentId: bia.id, name: bia.name, weight: 5 }]);
  expect(stage.scene.nudged).toEqual([`assign ${queueId}`, `assign agent ${bia.id}`]);
  const kept = await admin.send("GET", `/api/v1/queues/${other}`);
  expect(kept.body.members).toMatchObject([{ agentId: ana.id }]);
});

test.each([
  ["a queue into itself", (id: string) => ({ overflowQueueId: id }), "same-queue"],
  ["a queue into none", () => ({ overflowQueueId: randomUUID() }), "no-such-queue"],
  [
    "nobody as a member",
    () => ({ members: [{ agentId: randomUUID(), weight: 1 }] }),
    "no-such-agent",
  ],
])("%s is refused and changes nothing", async (_, body, because) => {
  const queueId = await newQueue();
  await stage.newPerson({ queueIds: [queueId] });
  const admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
  const before = await admin.send("GET", `/api/v1/queues/${queueId}`);
  const answer = await admin.send("PATCH", `/api/v1/queues/${queueId}`, { body: body(queueId) });
  expect(answer).toMatchObject({ status: 400, body: { code: "invalid", details: { because } } });
  expect((await admin.send("GET", `/api/v1/queues/${queueId}`)).body).toEqual(before.body);
});

test("a name that another queue has is a conflict", async () => {
  const [one, other] = [await newQueue(), await newQueue()];
  const admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
  const { body } = await admin.send("GET", `/api/v1/queues/${other}`);
  const answer = await admin.send("PATCH", `/api/v1/queues/${one}`, { body: { name: body.name } });
  expect(answer).toMatchObject({ status: 409, body: { details: { because: "name-taken" } } });
});

test("skills, languages and limits are set, and what waits is looked for anew", async () => {
  const ana = await stage.newPerson();
  const admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
  stage.scene.nudged.length = 0;
  const settings = {
    capacity: 4,
    channelLimits: { webchat: 2 },
    skills: { billing: 3 },
    languages: ["pt", "es"],
  };
  const answer = await admin.send("PATCH", `/api/v1/agents/${ana.id}`, { body: settings });
  expect(answer).toMatchObject({ status: 200, body: { id: ana.id, ...settings } });
  expect(stage.scene.nudged).toEqual([`assign agent ${ana.id}`]);
  const more = await admin.send("PATCH", `/api/v1/agents/${ana.id}`, {
    body: { skills: { billing: 5 } },
  });
  expect(more.body).toMatchObject({ ...settings, skills: { billing: 5 } });
  const wrong = await admin.send("PATCH", `/api/v1/agents/${ana.id}`, {
    body: { skills: { billing: 6 } },
  });
  expect(wrong).toMatchObject({ status: 400, body: { code: "invalid" } });
});

test("what a channel costs is told to the load of whoever holds it", async () => {
  const ana = await stage.newPerson();
  const admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
  await stage.scene.newConversation({ assigneeId: ana.id });
  const loadOf = async () =>
    (await admin.send("GET", `/api/v1/agents/${ana.id}`)).body.load as number;
  expect(await loadOf()).toBe(1);
  await admin.send("PUT", "/api/v1/channel-weights", { body: { weights: { sms: 2.5 } } });
  expect(await loadOf()).toBe(2.5);
  const { body } = await admin.send("GET", "/api/v1/channel-weights");
  expect(body).toEqual({ weights: { sms: 2.5 } });
  await admin.send("PUT", "/api/v1/channel-weights", { body: { weights: {} } });
  expect(await loadOf()).toBe(1);
});

test("what is read for every conversation handed out is no longer than it can be of use", async () => {
  const ana = await stage.newPerson();
  const admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
  const named = (value: number) =>
    Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`name-${n}`, value]));
  for (const body of [
    { channelLimits: named(1) },
    { skills: named(1) },
    { languages: [`pt${"-abcd".repeat(10_000)}`] },
  ]) {
    const answer = await admin.send("PATCH", `/api/v1/agents/${ana.id}`, { body });
    expect(answer).toMatchObject({ status: 400, body: { code: "invalid" } });
  }
  const body = { weights: named(1) };
  expect(await admin.send("PUT", "/api/v1/channel-weights", { body })).toMatchObject({
    status: 400,
  });
});

test("an archived queue is no place to go to, once what was in it went elsewhere", async () => {
  const admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
  const [queueId, other] = [await newQueue(), await newQueue()];
  const id = await stage.scene.newConversation({ queueId });
  const archive = (moveTo: object | null) =>
    admin.send("POST", `/api/v1/queues/${queueId}/archive`, { body: { moveTo } });
  expect(await archive(null)).toMatchObject({
    status: 409,
    body: { details: { because: "has-conversations", conversations: 1 } },
  });
  expect(await archive({ queueId: other, note: "Fila encerrada" })).toMatchObject({
    status: 200,
    body: { moved: 1 },
  });
  const conversation = await admin.send("GET", `/api/v1/conversations/${id}`);
  expect(conversation.body).toMatchObject({ queueId: other, handOver: { note: "Fila encerrada" } });
  const ids = async (path: string) =>
    (await admin.send("GET", `/api/v1/${path}`)).body.items.map((one: { id: string }) => one.id);
  expect(await ids("queues")).not.toContain(queueId);
  expect(await ids("archived-queues")).toContain(queueId);
  const back = await admin.send("POST", `/api/v1/conversations/${id}/transfer`, {
    body: { queueId, note: "volta", epoch: conversation.body.epoch },
  });
  expect(back).toMatchObject({ status: 400, body: { details: { because: "no-such-queue" } } });
  await admin.send("POST", `/api/v1/queues/${queueId}/restore`, { body: {} });
  expect(await ids("queues")).toContain(queueId);
});

test("a queue that another one overflows into stays", async () => {
  const admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
  const [queueId, other] = [await newQueue(), await newQueue()];
  await admin.send("PATCH", `/api/v1/queues/${other}`, { body: { overflowQueueId: queueId } });
  expect(
    await admin.send("POST", `/api/v1/queues/${queueId}/archive`, { body: { moveTo: null } }),
  ).toMatchObject({ status: 409, body: { details: { because: "used-by-overflow" } } });
});

test("who would get the next one is told with the reasons for and against, and nothing is done", async () => {
  const queueId = await newQueue();
  const admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
  const [ana, bia] = [
    await stage.newPerson({ queueIds: [queueId] }),
    await stage.newPerson({ queueIds: [queueId] }),
  ];
  const client = await stage.logIn(ana);
  await stage.socketOf(client);
  await client.send("PUT", `/api/v1/agents/${ana.id}/presence`, { body: { wanted: "available" } });
  const ask = (body: object) =>
    admin.send("POST", `/api/v1/queues/${queueId}/who-would-serve`, { body });
  const { body } = await ask({ channel: "webchat" });
  expect(body).toMatchObject({ agentId: ana.id, because: "longest-idle" });
  expect(body.candidates).toContainEqual(
    expect.objectContaining({ agentId: bia.id, because: "not-available" }),
  );
  const skilled = await ask({ channel: "webchat", skills: { billing: 3 } });
  expect(skilled.body).toMatchObject({ agentId: null, because: "nobody-fits" });
  expect(skilled.body.candidates).toContainEqual(
    expect.objectContaining({ agentId: ana.id, because: "lacks-skill" }),
  );
});

test("a queue changes its kind only together with a level that the kind has", async () => {
  const queueId = await newQueue();
  const admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
  const put = (body: object) => admin.send("PATCH", `/api/v1/queues/${queueId}`, { body });
  expect(await put({ role: "specialist" })).toMatchObject({
    status: 400,
    body: { details: { because: "level-of-role" } },
  });
  expect(await put({ role: "specialist", level: 3, area: "Fiscal" })).toMatchObject({
    status: 200,
    body: { role: "specialist", level: 3, area: "Fiscal" },
  });
});
