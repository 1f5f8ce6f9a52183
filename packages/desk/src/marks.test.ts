import { randomUUID } from "node:crypto";
import { TAKE_BACK_MS } from "@circuito/domain";
import { listActivities, loadConversationViews } from "@circuito/store";
import {
  categorize,
  follow,
  label,
  peek,
  prioritize,
  rename,
  resolve,
  takeBack,
  takeNext,
  transfer,
} from "./index.ts";
import { createScene, type Scene } from "./testing/index.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await createScene();
});
afterAll(async () => {
  await scene[Symbol.asyncDispose]();
});

const read = async (id: string) => (await loadConversationViews(scene.database.pool, [id]))[0];
const storyOf = async (id: string) =>
  (await listActivities(scene.database.pool, id)).map(({ kind, because, data }) => ({
    kind,
    because,
    data,
  }));

test("labels, priority and title are told in the story, each with what it was before", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation({ tags: ["menu"] });
  const on = { conversationId: id };
  await label(scene.desk, ana, { ...on, add: ["Boleto"], remove: ["MENU"] });
  await prioritize(scene.desk, ana, { ...on, priority: "urgent" });
  await rename(scene.desk, ana, { ...on, title: "2ª via" });
  expect(await read(id)).toMatchObject({
    tags: ["Boleto"],
    priority: 6,
    title: "2ª via",
    version: 4,
    epoch: 0,
  });
  expect(await storyOf(id)).toEqual([
    { kind: "labelled", because: "by-hand", data: { added: ["Boleto"], removed: ["menu"] } },
    { kind: "prioritized", because: "by-hand", data: { from: "normal", to: "urgent" } },
    { kind: "renamed", because: "by-hand", data: { from: null, to: "2ª via" } },
  ]);
});

test("what it is about is said by a category, told in the story, and taken back", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation();
  const [parent, child, old] = [randomUUID(), randomUUID(), randomUUID()];
  await scene.database.pool.query(
    `insert into categories (id, name, parent_id, position, archived_at) values
       ($1, 'Financeiro', null, 0, null), ($2, '2ª via', $1, 1, null), ($3, 'Fax', null, 2, now())`,
    [parent, child, old],
  );
  const say = (categoryId: string | null) =>
    categorize(scene.desk, ana, { conversationId: id, categoryId });
  expect(await say(old)).toMatchObject({ code: "invalid", because: "no-such-category" });
  await say(child);
  await say(child);
  expect(await read(id)).toMatchObject({ category: "Financeiro › 2ª via", categoryId: child });
  await prioritize(scene.desk, ana, { conversationId: id, priority: "high" });
  expect(await read(id)).toMatchObject({ category: "Financeiro › 2ª via", categoryId: child });
  await say(null);
  expect(await read(id)).toMatchObject({ category: null, categoryId: null, version: 4 });
  const said = (await storyOf(id)).filter(({ kind }) => kind === "categorized");
  expect(said.map(({ data }) => data)).toEqual([
    { from: null, to: "Financeiro › 2ª via" },
    { from: "Financeiro › 2ª via", to: null },
  ]);
});

test("what a category asks for is told by whoever works on it, in parts, and kept when it asks no more", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation();
  const categoryId = randomUUID();
  const fields = [
    { key: "order", label: "Pedido", kind: "order", need: "direct" },
    { key: "cpf", label: "CPF", kind: "cpf", need: "never" },
    { key: "how", label: "Forma", kind: "choice", need: "resolve", choices: ["Pix", "Cartão"] },
  ];
  const ask = (asked: unknown) =>
    scene.database.pool.query(
      `insert into categories (id, name, position, fields) values ($1, 'Reembolso', 0, $2)
       on conflict (id) do update set fields = excluded.fields`,
      [categoryId, JSON.stringify(asked)],
    );
  await ask(fields);
  const say = (typed?: Record<string, string>) =>
    categorize(scene.desk, ana, { conversationId: id, categoryId, fields: typed });
  expect(await say({ how: "Cheque" })).toMatchObject({ because: "field-unreadable", field: "how" });
  expect(await say({ colour: "red" })).toMatchObject({ because: "no-such-field", field: "colour" });
  await say();
  await say({ order: "#98 1", cpf: "529.982.247-25" });
  await say({ order: "981", cpf: "52998224725" });
  await say();
  expect(await read(id)).toMatchObject({
    ...{ category: "Reembolso", version: 3 },
    categoryFields: { order: "981", cpf: "52998224725" },
  });
  await ask(fields.slice(0, 1));
  await say({ order: "982" });
  expect(await read(id)).toMatchObject({ categoryFields: { order: "982", cpf: "52998224725" } });
  await say({});
  expect(await read(id)).toMatchObject({ categoryFields: { cpf: "52998224725" } });
  const said = (await storyOf(id)).filter(({ kind }) => kind === "categorized");
  const again = { from: "Reembolso", to: "Reembolso" };
  expect(said.map(({ data }) => data)).toEqual([
    { from: null, to: "Reembolso" },
    { ...again, fields: ["Pedido", "CPF"] },
    { ...again, fields: ["Pedido"] },
    { ...again, fields: ["Pedido"] },
  ]);
});

test("a field that a chosen category needs at the end is asked for then; what is needed to direct is not", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation({ assigneeId: ana.id });
  const categoryId = randomUUID();
  await scene.database.pool.query(
    `insert into categories (id, name, position, fields) values ($1, 'Troca', 0, $2)`,
    [
      categoryId,
      JSON.stringify([
        { key: "order", label: "Pedido", kind: "order", need: "direct" },
        { key: "how", label: "Forma", kind: "text", need: "resolve" },
      ]),
    ],
  );
  const on = { conversationId: id };
  await categorize(scene.desk, ana, { ...on, categoryId });
  expect(await resolve(scene.desk, ana, { ...on, epoch: 0 })).toMatchObject({
    because: "field-missing",
    field: "how",
  });
  await categorize(scene.desk, ana, { ...on, categoryId, fields: { how: "Correio" } });
  expect(await resolve(scene.desk, ana, { ...on, epoch: 0 })).toMatchObject({ kind: "done" });
});

test("what is so already changes nothing and tells nobody", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation({ tags: ["boleto"], title: "Oi", priority: 4 });
  const on = { conversationId: id };
  const { rows: before } = await scene.database.pool.query("select count(*) from outbox");
  await label(scene.desk, ana, { ...on, add: ["Boleto"], remove: ["other"] });
  await prioritize(scene.desk, ana, { ...on, priority: "high" });
  await rename(scene.desk, ana, { ...on, title: "Oi" });
  await follow(scene.desk, ana, { ...on, follows: false });
  expect(await read(id)).toMatchObject({ version: 1, priority: 4 });
  const { rows: after } = await scene.database.pool.query("select count(*) from outbox");
  expect(after).toEqual(before);
});

test("who follows is seen on the conversation, and the story says nothing of it", async () => {
  const [ana, bruno] = [await scene.newAgent(), await scene.newAgent()];
  const id = await scene.newConversation();
  await follow(scene.desk, ana, { conversationId: id, follows: true });
  await follow(scene.desk, bruno, { conversationId: id, follows: true });
  await follow(scene.desk, ana, { conversationId: id, follows: false });
  expect(await read(id)).toMatchObject({ followerIds: [bruno.id], version: 4 });
  expect(await storyOf(id)).toEqual([]);
});

test("what one may not see one neither labels nor follows nor looks into", async () => {
  const stranger = await scene.newAgent({ queueIds: [scene.technical] });
  const id = await scene.newConversation();
  const on = { conversationId: id };
  const refused = { kind: "refused", code: "not-found" };
  const answers = [
    await label(scene.desk, stranger, { ...on, add: ["x"], remove: [] }),
    await prioritize(scene.desk, stranger, { ...on, priority: "low" }),
    await categorize(scene.desk, stranger, { ...on, categoryId: null }),
    await rename(scene.desk, stranger, { ...on, title: "x" }),
    await follow(scene.desk, stranger, { ...on, follows: true }),
    await peek(scene.desk, stranger, on),
    await takeBack(scene.desk, stranger, { ...on, epoch: 0, note: "x" }),
  ];
  expect(answers).toEqual(answers.map(() => refused));
});

test("a look without taking is told once in ten minutes, and changes nothing", async () => {
  const lead = await scene.newAgent({ role: "supervisor", queueIds: [] });
  const id = await scene.newConversation();
  let now = Date.now();
  const desk = { ...scene.desk, now: () => now };
  await peek(desk, lead, { conversationId: id });
  now += 9 * 60_000;
  await peek(desk, lead, { conversationId: id });
  expect(await storyOf(id)).toEqual([{ kind: "peeked", because: "without-taking", data: {} }]);
  now += 60_000;
  await peek(desk, lead, { conversationId: id });
  expect(await storyOf(id)).toHaveLength(2);
  expect(await read(id)).toMatchObject({ version: 1, assignee: null });
});

describe("the next one", () => {
  test("of ten people who ask at once each gets another, in the queue's order", async () => {
    const queueId = await scene.newQueue("Fila das dez", 1, "solver");
    const people = await Promise.all(
      Array.from({ length: 10 }, () => scene.newAgent({ queueIds: [queueId] })),
    );
    const ids = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        scene.newConversation({ queueId, arrivedAt: Date.now() - 60_000 + n }),
      ),
    );
    const answers = await Promise.all(people.map((who) => takeNext(scene.desk, who, {})));
    const taken = answers.flatMap((a) => (a.kind === "done" ? [a.conversationId] : []));
    expect(new Set(taken).size).toBe(10);
    expect(new Set(taken)).toEqual(new Set(ids.slice(0, 10)));
  });

  test("it comes from all queues of theirs, the most pressing first, and the story says how", async () => {
    const one = await scene.newQueue("Uma", 1, "solver");
    const other = await scene.newQueue("Outra", 1, "solver");
    const ana = await scene.newAgent({ queueIds: [one, other] });
    await scene.newConversation({ queueId: one });
    const pressing = await scene.newConversation({ queueId: other, priority: 3 });
    expect(await takeNext(scene.desk, ana, {})).toEqual({ kind: "done", conversationId: pressing });
    expect(await storyOf(pressing)).toEqual([
      { kind: "claimed", because: "took-next", data: { agentId: ana.id } },
    ]);
  });

  test("who has no room is told so, and so is who has nobody to take", async () => {
    const queueId = await scene.newQueue("Cheia", 1, "solver");
    const ana = await scene.newAgent({ queueIds: [queueId], capacity: 1 });
    expect(await takeNext(scene.desk, ana, { queueId })).toEqual({
      kind: "nothing",
      because: "nobody-waits",
    });
    await scene.newConversation({ queueId });
    await scene.newConversation({ queueId });
    expect(await takeNext(scene.desk, ana, { queueId })).toMatchObject({ kind: "done" });
    expect(await takeNext(scene.desk, ana, { queueId })).toMatchObject({ code: "capacity-full" });
  });

  test("what asks for a skill that they lack is not theirs", async () => {
    const queueId = await scene.newQueue("Fiscal", 1, "solver");
    const ana = await scene.newAgent({ queueIds: [queueId] });
    await scene.newConversation({ queueId, requiredSkills: { tax: 3 } });
    expect(await takeNext(scene.desk, ana, { queueId })).toEqual({
      kind: "nothing",
      because: "nothing-fits",
    });
  });

  test("a queue that they do not serve is none, unless they look after all", async () => {
    const queueId = await scene.newQueue("Alheia", 1, "solver");
    await scene.newConversation({ queueId });
    const ana = await scene.newAgent();
    expect(await takeNext(scene.desk, ana, { queueId })).toMatchObject({ code: "not-found" });
    const lead = await scene.newAgent({ role: "supervisor", queueIds: [] });
    expect(await takeNext(scene.desk, lead, { queueId })).toMatchObject({ kind: "done" });
  });
});

describe("a hand-over taken back", () => {
  async function handedOver(to: { readonly agentId?: string } = {}) {
    const ana = await scene.newAgent();
    const id = await scene.newConversation({ assigneeId: ana.id });
    const input = { conversationId: id, queueId: scene.directors, note: "é com vocês", epoch: 0 };
    expect(await transfer(scene.desk, ana, { ...input, ...to })).toMatchObject({ kind: "done" });
    return { ana, id };
  }
  const back = (id: string) => ({ conversationId: id, epoch: 1, note: "desfeito" });

  test("it is again where it was and whose it was, and the story says so", async () => {
    const { ana, id } = await handedOver();
    expect(await takeBack(scene.desk, ana, back(id))).toMatchObject({ kind: "done" });
    expect(await read(id)).toMatchObject({
      queueId: scene.solvers,
      assignee: { id: ana.id },
      epoch: 2,
    });
    expect((await storyOf(id)).map(({ because }) => because)).toEqual(["to-a-queue", "taken-back"]);
  });

  test("once somebody took it, it is theirs", async () => {
    const { ana, id } = await handedOver();
    const elisa = await scene.newAgent({ queueIds: [scene.directors] });
    await takeNext(scene.desk, elisa, {});
    expect(await takeBack(scene.desk, ana, back(id))).toMatchObject({
      code: "wrong-state",
      because: "not-to-be-taken-back",
    });
    expect(await read(id)).toMatchObject({ assignee: { id: elisa.id } });
  });

  test("half a minute later it is too late, and of others it is never", async () => {
    const { ana, id } = await handedOver();
    const later = { ...scene.desk, now: () => Date.now() + TAKE_BACK_MS + 1_000 };
    expect(await takeBack(later, ana, back(id))).toMatchObject({ code: "wrong-state" });
    const other = await scene.newAgent({ queueIds: [scene.solvers, scene.directors] });
    expect(await takeBack(scene.desk, other, back(id))).toMatchObject({ code: "not-found" });
  });
});
