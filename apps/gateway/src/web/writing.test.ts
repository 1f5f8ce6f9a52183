import { randomUUID } from "node:crypto";
import { releaseHeldReplies } from "@circuito/desk";
import { saveSetting } from "@circuito/store";
import { createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
beforeAll(async () => {
  stage = await createWebStage();
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

const agent = () => stage.newPerson();

test("a draft goes from one device to the other, and colleagues learn only that there is one", async () => {
  const [ana, bia] = [await agent(), await agent()];
  const [one, other] = [await stage.logIn(ana), await stage.logIn(ana)];
  const colleague = await stage.socketOf(await stage.logIn(bia));
  const id = await stage.scene.newConversation();
  const path = `/api/v1/conversations/${id}/drafts/reply`;
  const keep = (client: typeof one, text: string | null, version: number) =>
    client.send("PUT", path, { body: { content: text === null ? null : { text }, version } });

  expect((await keep(one, "Olá", 0)).body).toEqual({ version: 1, elsewhere: null });
  const told = await colleague.until((e) => e.type === "draft.changed");
  expect(told.drafts).toEqual({
    conversationId: id,
    writers: [{ id: ana.id, name: ana.name, room: "reply" }],
  });
  expect(JSON.stringify(colleague.events)).not.toContain("Olá");
  const { body } = await other.send("GET", `/api/v1/drafts?conversationId=${id}`);
  expect(body.items).toMatchObject([{ room: "reply", content: { text: "Olá" }, version: 1 }]);
  await keep(other, "Olá, tudo bem?", 1);
  expect((await keep(one, "Olá!", 1)).body).toMatchObject({
    version: 2,
    elsewhere: { content: { text: "Olá, tudo bem?" } },
  });
  await keep(one, null, 2);
  await colleague.until((e) => e.type === "draft.changed" && e.drafts.writers.length === 0);
  expect((await one.send("GET", "/api/v1/drafts")).body.items).toEqual([]);
});

test("a reply to think again about is seen as held, and gives its words back", async () => {
  const ana = await agent();
  const client = await stage.logIn(ana);
  const socket = await stage.socketOf(client);
  const id = await stage.scene.newConversation({ assigneeId: ana.id });
  const hold = (body: object) =>
    client.send("POST", `/api/v1/conversations/${id}/held-replies`, {
      body: { clientId: randomUUID(), text: "Um momento", ...body },
    });
  const held = await hold({ afterSeconds: 30 });
  expect(held).toMatchObject({
    status: 201,
    body: { state: "held", text: "Um momento", author: { id: ana.id }, andThen: null },
  });
  await socket.until((e) => e.type === "held-reply.changed" && e.held.id === held.body.id);
  const listed = await client.send("GET", `/api/v1/conversations/${id}/held-replies`);
  expect(listed.body.items).toEqual([held.body]);
  const back = () =>
    client.send("POST", `/api/v1/held-replies/${held.body.id}/take-back`, { body: {} });
  expect(await back()).toMatchObject({
    status: 200,
    body: { state: "undone", text: "Um momento" },
  });
  expect((await hold({})).status).toBe(400);
  expect((await hold({ afterSeconds: 31 })).status).toBe(400);

  const later = await hold({ sendAt: new Date(Date.now() + 60_000).toISOString() });
  const then = { ...stage.scene.desk, now: () => Date.now() + 61_000 };
  await releaseHeldReplies(then, [later.body.id]);
  const tooLate = await client.send("POST", `/api/v1/held-replies/${later.body.id}/take-back`, {
    body: {},
  });
  expect(tooLate).toMatchObject({ status: 409, body: { details: { because: "already-sent" } } });
});

test("an answer that a colleague gave first is named in the refusal", async () => {
  const ana = await agent();
  const lead = await stage.newPerson({ role: "supervisor" });
  const id = await stage.scene.newConversation({ assigneeId: ana.id });
  const say = async (who: typeof ana) =>
    (await stage.logIn(who)).send("POST", `/api/v1/conversations/${id}/messages`, {
      body: { clientId: randomUUID(), text: "oi", lastSeenSeq: 0 },
    });
  await say(lead);
  expect(await say(ana)).toMatchObject({
    status: 409,
    body: {
      message: `${lead.name} answered since you looked`,
      details: { because: "answered-meanwhile", answer: { seq: 1, by: { name: lead.name } } },
    },
  });
});

test("who is named in a note may read its conversation, hears of it, and of what follows", async () => {
  const ana = await agent();
  const far = await stage.newPerson({ queueIds: [stage.scene.technical] });
  const id = await stage.scene.newConversation({ assigneeId: ana.id });
  const client = await stage.logIn(far);
  const socket = await stage.socketOf(client);
  const read = () => client.send("GET", `/api/v1/conversations/${id}/messages`);
  expect((await read()).status).toBe(404);
  const note = (body: object) => ({
    body: { clientId: randomUUID(), text: "Veja isto", kind: "note", ...body },
  });
  const writer = await stage.logIn(ana);
  await writer.send("POST", `/api/v1/conversations/${id}/messages`, note({ mentions: [far.id] }));
  const told = await socket.until((e) => e.type === "mention.changed");
  expect(told).toMatchObject({ agentId: far.id, unread: 1 });
  expect((await read()).body.items).toHaveLength(1);
  await writer.send("POST", `/api/v1/conversations/${id}/messages`, note({ text: "E mais" }));
  await socket.until((e) => e.type === "message.created" && e.message.text === "E mais");

  const listed = await client.send("GET", "/api/v1/mentions");
  expect(listed.body).toMatchObject({
    unread: 1,
    items: [{ message: { text: "Veja isto" }, conversation: { id }, readAt: null }],
  });
  const seen = await client.send("POST", "/api/v1/mentions/read", { body: { conversationId: id } });
  expect(seen.body).toEqual({ unread: 0 });
  await socket.until((e) => e.type === "mention.changed" && e.unread === 0);
});

test("quick replies are one's own, a queue's or everybody's, and changed by whose they are", async () => {
  await saveSetting(stage.scene.database.pool, "companyName", "Loja Ipê");
  const ana = await stage.logIn(await agent());
  const far = await stage.logIn(await stage.newPerson({ queueIds: [stage.scene.technical] }));
  const lead = await stage.logIn(await stage.newPerson({ role: "supervisor" }));
  const make = (client: typeof ana, body: object) =>
    client.send("POST", "/api/v1/quick-replies", {
      body: { id: randomUUID(), name: "Boleto", body: "Oi {{cliente.nome}}", ...body },
    });
  const mine = await make(ana, { scope: "mine" });
  expect(mine).toMatchObject({ status: 201, body: { scope: "mine", version: 1 } });
  const again = await make(ana, { scope: "mine", id: mine.body.id });
  expect(again.body).toMatchObject({ id: mine.body.id, version: 1 });
  expect(await make(ana, { scope: "everybody" })).toMatchObject({ status: 403 });
  const ofQueue = await make(lead, { scope: "queue", queueId: stage.scene.solvers });
  expect((await make(lead, { scope: "queue" })).status).toBe(400);
  expect(await make(lead, { scope: "queue", queueId: randomUUID() })).toMatchObject({
    status: 400,
    body: { details: { because: "no-such-queue" } },
  });
  const idsOf = async (client: typeof ana) =>
    (await client.send("GET", "/api/v1/quick-replies")).body.items.map((r: { id: string }) => r.id);
  expect(await idsOf(ana)).toEqual(expect.arrayContaining([mine.body.id, ofQueue.body.id]));
  expect(await idsOf(far)).toEqual([]);
  expect(await idsOf(lead)).toEqual([ofQueue.body.id]);
  expect((await ana.send("GET", "/api/v1/quick-replies")).body.company).toBe("Loja Ipê");

  const change = (client: typeof ana, id: string, version: number) =>
    client.send("PUT", `/api/v1/quick-replies/${id}`, {
      body: { name: "Boleto", body: "Novo", scope: "mine", version },
    });
  expect((await change(ana, mine.body.id, 1)).body).toMatchObject({ body: "Novo", version: 2 });
  expect(await change(ana, mine.body.id, 1)).toMatchObject({
    status: 409,
    body: { details: { because: "stale-version", version: 2 } },
  });
  expect(await change(lead, mine.body.id, 2)).toMatchObject({ status: 404 });
  expect(await change(ana, ofQueue.body.id, 1)).toMatchObject({ status: 403 });
  for (const _ of [1, 2]) {
    const gone = await ana.send("DELETE", `/api/v1/quick-replies/${mine.body.id}`);
    expect(gone.status).toBe(200);
  }
  expect(await idsOf(ana)).toEqual([ofQueue.body.id]);
});
