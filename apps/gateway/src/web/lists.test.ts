import { randomUUID } from "node:crypto";
import type { Person } from "@circuito/desk/testing";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let carla: Client;
let bruno: Client;
let lead: Client;
let carlaPerson: Person;
beforeAll(async () => {
  stage = await createWebStage();
  carlaPerson = await stage.newPerson({ name: "Carla" });
  carla = await stage.logIn(carlaPerson);
  bruno = await stage.logIn(await stage.newPerson({ name: "Bruno" }));
  lead = await stage.logIn(await stage.newPerson({ role: "supervisor", queueIds: [] }));
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

const api = (path: string) => `/api/v1${path}`;
async function idsOf(who: Client, query: string): Promise<string[]> {
  const { status, body } = await who.send("GET", api(`/conversations?${query}`));
  expect(status).toBe(200);
  return body.items.map(({ id }: { id: string }) => id);
}

describe("filters", () => {
  const label = randomUUID().slice(0, 8);
  const MINUTE_MS = 60_000;

  test.each([
    ["channel=sms&label=", { channel: "sms" }, { channel: "email" }],
    ["priority=high&label=", { priority: 4 }, { priority: 2 }],
    ["waitingMinutes=30&label=", { waitingSince: -31 }, { waitingSince: -29 }],
    ["group=queued&label=", {}, { assigned: true }],
    ["group=in-service&label=", { assigned: true }, {}],
    ["assigneeId=me&label=", { assigned: true }, {}],
    ["segment=vip&label=", { segment: "vip" }, {}],
    ["unread=true&label=", { unread: true }, { unread: false }],
    ["status=snoozed&label=", { status: "snoozed" }, {}],
  ] as const)("%s finds the one and not the other", async (query, one, other) => {
    const tag = `${label} ${query}`;
    const [wanted, unwanted] = [await conversation(tag, one), await conversation(tag, other)];
    const found = await idsOf(carla, `${query}${encodeURIComponent(tag.toUpperCase())}`);
    expect(found).toContain(wanted);
    expect(found).not.toContain(unwanted);
  });

  async function conversation(tag: string, how: object) {
    const { assigned, segment, unread, waitingSince, ...columns } = how as {
      assigned?: boolean;
      segment?: string;
      unread?: boolean;
      waitingSince?: number;
    };
    const id = await stage.scene.newConversation({
      tags: [tag.slice(0, 40)],
      lastSeq: 3,
      previewFrom: "customer",
      ...(assigned && { assigneeId: carlaPerson.id }),
      ...(waitingSince && { waitingSince: Date.now() + waitingSince * MINUTE_MS }),
      ...columns,
    });
    if (segment) {
      await stage.scene.database.pool.query(
        `update contacts set segments = array[$1] where id =
          (select contact_id from conversations where id = $2)`,
        [segment, id],
      );
    }
    if (unread === false) await carla.send("PUT", api(`/conversations/${id}/read`), at(3));
    return id;
  }
});

const at = (seq: number, unread = false) => ({ body: { seq, unread } });

test.each([
  ["newest", ["c", "b", "a"]],
  ["longest-wait", ["a", "c", "b"]],
  ["priority", ["b", "a", "c"]],
] as const)("%s is what comes first", async (order, expected) => {
  const queueId = await stage.scene.newQueue(`Ordem ${order}`, 1, "solver");
  const now = Date.now();
  const names = new Map<string, string>();
  const rows = [
    ["a", 0, 3, 3],
    ["b", 3, 1, 2],
    ["c", 0, 2, 1],
  ] as const;
  for (const [name, priority, waits, wrote] of rows) {
    const id = await stage.scene.newConversation({
      queueId,
      priority,
      waitingSince: now - waits * 60_000,
      lastMessageAt: now - wrote * 60_000,
    });
    names.set(id, name);
  }
  const ids: string[] = [];
  let cursor = "";
  // One a page: an order that pages do not share would repeat or lose some.
  do {
    const query = `queueId=${queueId}&order=${order}&limit=1${cursor && `&cursor=${cursor}`}`;
    const { body } = await lead.send("GET", api(`/conversations?${query}`));
    ids.push(...body.items.map((item: { id: string }) => item.id));
    cursor = body.nextCursor ?? "";
  } while (cursor !== "");
  expect(ids.map((id) => names.get(id))).toEqual(expected);
});

describe("how far somebody has read", () => {
  test("is the same on all their devices, told to these alone, and no other agent's", async () => {
    const id = await stage.scene.newConversation({ lastSeq: 9, previewFrom: "customer" });
    using mine = await stage.socketOf(carla);
    using others = await stage.socketOf(lead);
    await carla.send("PUT", api(`/conversations/${id}/read`), at(7));
    const told = await mine.until((event) => event.type === "read.changed");
    expect(told.read).toEqual({ conversationId: id, seq: 7 });
    const page = await carla.send("GET", api("/conversations?limit=200"));
    expect(page.body.reads).toContainEqual({ conversationId: id, seq: 7 });
    expect((await bruno.send("GET", api(`/conversations/${id}/read`))).body).toEqual({ seq: 0 });
    // Told of everything, a supervisor is not told of this.
    await lead.send("PUT", api(`/conversations/${id}/priority`), { body: { priority: "high" } });
    await others.until((event) => event.type === "conversation.changed");
    expect(others.events.filter((event) => event.type === "read.changed")).toEqual([]);
  });

  test("goes forward by reading, back only on purpose, and never past the last message", async () => {
    const id = await stage.scene.newConversation({ lastSeq: 5, previewFrom: "customer" });
    const path = api(`/conversations/${id}/read`);
    const now = async () => (await carla.send("GET", path)).body.seq;
    await carla.send("PUT", path, at(99));
    expect(await now()).toBe(5);
    await carla.send("PUT", path, at(2));
    expect(await now()).toBe(5);
    await carla.send("PUT", path, at(4, true));
    expect(await now()).toBe(4);
  });
});

describe("saved views", () => {
  const view = (more: object = {}) => ({
    id: randomUUID() as string,
    name: "Boletos",
    isShared: false,
    filter: { label: "boleto", priority: "high", order: "newest" },
    ...more,
  });
  const named = async (who: Client) =>
    (await who.send("GET", api("/views"))).body.items.map(({ id }: { id: string }) => id);

  test("one's own is there for oneself, and a repeat of its making changes nothing", async () => {
    const mine = view();
    const made = await carla.send("POST", api("/views"), { body: mine });
    expect(made).toMatchObject({ status: 201, body: { ...mine, canChange: true } });
    expect((await carla.send("POST", api("/views"), { body: mine })).body.id).toBe(mine.id);
    expect(await named(carla)).toContain(mine.id);
    expect(await named(bruno)).not.toContain(mine.id);
    expect(
      await bruno.send("PATCH", api(`/views/${mine.id}`), { body: { name: "x" } }),
    ).toMatchObject({ status: 404 });
  });

  test("one for everybody is a supervisor's to make and to change, and all are told of it", async () => {
    const shared = view({ isShared: true });
    expect(await carla.send("POST", api("/views"), { body: shared })).toMatchObject({
      status: 403,
    });
    using told = await stage.socketOf(bruno);
    await lead.send("POST", api("/views"), { body: shared });
    await told.until((event) => event.type === "views.changed");
    expect(await named(bruno)).toContain(shared.id);
    expect(await bruno.send("DELETE", api(`/views/${shared.id}`))).toMatchObject({ status: 403 });
    expect(await lead.send("DELETE", api(`/views/${shared.id}`))).toMatchObject({ status: 200 });
    expect(await named(bruno)).not.toContain(shared.id);
  });

  test("everybody has them in an order of their own, and one brought back is there again", async () => {
    const [one, two] = [view({ name: "Um" }), view({ name: "Dois" })];
    for (const body of [one, two]) await bruno.send("POST", api("/views"), { body });
    await bruno.send("PUT", api("/views/order"), { body: { ids: [two.id, one.id] } });
    expect((await named(bruno)).slice(0, 2)).toEqual([two.id, one.id]);
    await bruno.send("DELETE", api(`/views/${two.id}`));
    expect(await named(bruno)).not.toContain(two.id);
    await bruno.send("POST", api("/views"), { body: two });
    expect(await named(bruno)).toContain(two.id);
  });

  test.each([
    ["an unknown field", { color: "red" }],
    ["no queue", { queueId: "fila" }],
    ["no order", { order: "alphabet" }],
  ])("%s is refused by its name", async (_, filter) => {
    const refused = await carla.send("POST", api("/views"), { body: view({ filter }) });
    expect(refused).toMatchObject({ status: 400, body: { code: "invalid" } });
  });
});

test("counts are what the lists hold, for each viewer", async () => {
  const queueId = await stage.scene.newQueue("Contada", 1, "solver");
  const dora = await stage.newPerson({ name: "Dora", queueIds: [queueId] });
  const who = await stage.logIn(dora);
  const id = randomUUID();
  const filter = { label: "boleto", group: "to-do" };
  await who.send("POST", api("/views"), { body: { id, name: "B", isShared: false, filter } });
  const past = { id: randomUUID(), name: "C", isShared: false, filter: { group: "resolved" } };
  await who.send("POST", api("/views"), { body: past });
  await stage.scene.newConversation({ queueId, tags: ["Boleto"] });
  await stage.scene.newConversation({ queueId, assigneeId: dora.id });
  await stage.scene.newConversation({ queueId, assigneeId: dora.id, waitingOn: "customer" });
  await stage.scene.newConversation({ queueId, assigneeId: dora.id, status: "snoozed" });
  const { body } = await who.send("GET", api(`/list-counts?queueId=${queueId}`));
  expect(body).toEqual({
    places: { inbox: 2, mine: 1, unassigned: 1, following: 0, snoozed: 1 },
    views: { [id]: 1 },
    groups: { "to-do": 2, waiting: 2, queued: 1, "in-service": 3 },
  });
  const others = await bruno.send("GET", api(`/list-counts?queueId=${queueId}`));
  expect(others.body.groups).toEqual({ "to-do": 0, waiting: 0, queued: 0, "in-service": 0 });
});

describe("many at once", () => {
  const bulk = (who: Client, items: readonly unknown[]) =>
    who.send("POST", api("/conversations/bulk"), { body: { items } });

  test("each is done or refused by itself, and says why", async () => {
    const free = await stage.scene.newConversation({ tags: ["a"] });
    const others = await stage.scene.newConversation({ queueId: stage.scene.technical });
    const stale = await stage.scene.newConversation();
    const { status, body } = await bulk(carla, [
      { id: free, act: { kind: "resolve", epoch: 0 } },
      { id: others, act: { kind: "resolve", epoch: 0 } },
      { id: stale, act: { kind: "resolve", epoch: 7 } },
    ]);
    expect(status).toBe(200);
    expect(body.results).toMatchObject([
      { id: free, outcome: "done", conversation: { status: "resolved" } },
      { id: others, outcome: "refused", code: "not-found" },
      { id: stale, outcome: "refused", code: "conflict", details: { because: "stale-epoch" } },
    ]);
  });

  test("a hundred are labelled in one request, and none more are taken", async () => {
    const ids: string[] = [];
    while (ids.length < 100) ids.push(await stage.scene.newConversation());
    const items = ids.map((id) => ({ id, act: { kind: "label", add: ["lote"], remove: [] } }));
    const { body } = await bulk(carla, items);
    expect(body.results.every((one: { outcome: string }) => one.outcome === "done")).toBe(true);
    expect(await bulk(carla, [...items, items[0]])).toMatchObject({ status: 400 });
  });

  test("a transfer is taken back where it came from", async () => {
    const id = await stage.scene.newConversation({ assigneeId: carlaPerson.id });
    const to = { kind: "transfer", queueId: stage.scene.directors, note: "é com vocês", epoch: 0 };
    const [moved] = (await bulk(carla, [{ id, act: to }])).body.results;
    expect(moved.conversation).toMatchObject({ queueId: stage.scene.directors, assignee: null });
    const back = { kind: "take-back", note: "desfeito", epoch: moved.conversation.epoch };
    const [undone] = (await bulk(carla, [{ id, act: back }])).body.results;
    expect(undone.conversation).toMatchObject({
      queueId: stage.scene.solvers,
      assignee: { id: carlaPerson.id },
    });
  });
});

test("labels in use are those of one's own queues, the most used first", async () => {
  const queueId = await stage.scene.newQueue("Etiquetas", 1, "solver");
  const who = await stage.logIn(await stage.newPerson({ queueIds: [queueId] }));
  await stage.scene.newConversation({ queueId, tags: ["troca", "boleto"] });
  await stage.scene.newConversation({ queueId, tags: ["boleto"] });
  expect((await who.send("GET", api("/labels"))).body.items).toEqual(["boleto", "troca"]);
});
