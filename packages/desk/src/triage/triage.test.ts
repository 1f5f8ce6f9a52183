import {
  asId,
  type CategoryId,
  LEASE_GRACE_MS,
  LEASE_MS,
  NOTICE_HOLD_MS,
  RECALL_WITHIN_MS,
} from "@circuito/domain";
import {
  findTriageFigures,
  listActivities,
  listSkips,
  loadConversationViews,
  loadPastDirects,
  loadWaiting,
  lockNextInTriage,
  saveCategory,
} from "@circuito/store";
import { uuidv7 } from "uuidv7";
import {
  claim,
  type Desk,
  direct,
  dismiss,
  endLease,
  giveBack,
  keepLease,
  recall,
  releaseDirectedNotices,
  reopen,
  reply,
  resolve,
  shortenLeasesOf,
  skip,
  snooze,
  takeNextInTriage,
} from "../index.ts";
import { createScene, type NewConversation, type Person, type Scene } from "../testing/index.ts";

let scene: Scene;
/** Ms since epoch; set forward by tests. */
let now: number;
let desk: Desk;
beforeAll(async () => {
  scene = await createScene();
  desk = { ...scene.desk, now: () => now };
});
afterAll(async () => {
  await scene[Symbol.asyncDispose]();
});
beforeEach(async () => {
  now = Date.now();
  // What one test leaves waiting is not the next one's.
  await scene.database.pool.query("update conversations set status = 'closed'");
});

const director = () => scene.newAgent({ queueIds: [scene.directors] });
const waiting = (columns: NewConversation = {}) =>
  scene.newConversation({ queueId: scene.directors, ...columns });
const read = async (id: string) => {
  const [view] = await loadConversationViews(scene.database.pool, [id]);
  if (!view) throw new Error("no conversation");
  return view;
};
const next = async (who: Person) => {
  const taken = await takeNextInTriage(desk, who);
  return taken.kind === "next" ? taken.conversationId : taken;
};
const registration = {
  title: "Segunda via",
  category: "Boleto",
  summary: "Pede a segunda via do boleto vencido",
  urgency: "normal" as const,
};
async function directed(who: Person, id: string, change: object = {}) {
  const { epoch } = await read(id);
  return direct(desk, who, {
    conversationId: id,
    epoch,
    queueId: scene.technical,
    registration: { ...registration, promisedAt: now + 3_600_000, ...change },
  });
}

test("of twenty directors who ask at once, each gets another item", async () => {
  const people = await Promise.all(Array.from({ length: 20 }, director));
  const ids = await Promise.all(Array.from({ length: 20 }, () => waiting()));
  const taken = await Promise.all(people.map(next));
  expect(taken.sort()).toEqual([...ids].sort());
  expect(await next(await director())).toBeUndefined();
});

test("what came back is next, then what waits longest; what one has already comes again", async () => {
  const carla = await director();
  const old = await waiting({ arrivedAt: now - 120_000 });
  const back = await waiting({
    handOver: {
      kind: "return",
      byName: "Diego",
      note: "não é nosso",
      at: now,
      fromQueueId: scene.technical,
    },
  });
  await waiting({ arrivedAt: now - 60_000 });
  expect(await next(carla)).toBe(back);
  expect(await next(carla)).toBe(back);
  await directed(carla, back);
  expect(await next(carla)).toBe(old);
  expect(await read(old)).toMatchObject({
    assignee: null,
    lease: { agent: { id: carla.id, name: carla.name }, until: now + LEASE_MS },
  });
});

test("nobody else takes, answers or is given what a director has before them, but a supervisor", async () => {
  const [carla, bia] = [await director(), await director()];
  const lead = await scene.newAgent({ role: "supervisor" });
  const id = await waiting();
  const { epoch: seen } = await read(id);
  await next(carla);
  const { epoch } = await read(id);
  const refused = {
    code: "conflict",
    because: "in-triage",
    owner: { id: carla.id, name: carla.name },
  };
  expect(await claim(desk, bia, { conversationId: id })).toMatchObject(refused);
  const words = { conversationId: id, clientId: "1", text: "Olá", kind: "reply" } as const;
  expect(await reply(desk, bia, words)).toMatchObject(refused);
  expect(await directed(bia, id)).toMatchObject(refused);
  expect(await keepLease(desk, bia, id)).toMatchObject(refused);
  expect(await loadWaiting(scene.database.pool, scene.directors, 10, now)).toEqual([]);
  // Whoever saw it before it was taken acts on what is no more.
  expect(await resolve(desk, carla, { conversationId: id, epoch: seen })).toMatchObject({
    because: "stale-epoch",
  });
  expect(await resolve(desk, lead, { conversationId: id, epoch })).toMatchObject({ kind: "done" });
});

test("a crash holds an item for two minutes, a closed console for a moment, and then it is anybody's", async () => {
  const [carla, bia] = [await director(), await director()];
  const id = await waiting();
  await next(carla);
  now += LEASE_MS - 1;
  expect(await next(bia)).toBeUndefined();
  await keepLease(desk, carla, id);
  now += LEASE_MS - 1;
  expect(await next(bia)).toBeUndefined();
  await shortenLeasesOf(desk, [carla.id]);
  await keepLease(desk, carla, id);
  await shortenLeasesOf(desk, [carla.id]);
  // The page was loaded again: it is still theirs.
  now += LEASE_GRACE_MS - 1;
  expect(await next(carla)).toBe(id);
  now += LEASE_MS;
  expect(await next(bia)).toBe(id);
  // Who was away too long directs nothing under the other's feet.
  expect(await directed(carla, id)).toMatchObject({ because: "in-triage", owner: { id: bia.id } });
  await endLease(desk, bia, id);
  expect(await read(id)).toMatchObject({ lease: null, assignee: null, status: "open" });
});

test("only who serves a directors' queue has items before them", async () => {
  const ana = await scene.newAgent();
  const id = await waiting();
  expect(await next(ana)).toBeUndefined();
  expect(await keepLease(desk, ana, id)).toMatchObject({ code: "not-found" });
  const lead = await scene.newAgent({ role: "supervisor", queueIds: [] });
  const elsewhere = await scene.newConversation();
  expect(await keepLease(desk, lead, elsewhere)).toMatchObject({ because: "not-in-triage" });
  expect(await next(lead)).toBe(id);
});

test("skipped with a reason, it goes to another director and comes back last; supervisors read why", async () => {
  const [carla, bia] = [await director(), await director()];
  const one = await waiting({ arrivedAt: now - 60_000, contactName: "Marina" });
  const other = await waiting();
  await next(carla);
  const { epoch } = await read(one);
  const asked = { conversationId: one, epoch, reason: "other" } as const;
  expect(await skip(desk, carla, { ...asked, words: "…" })).toMatchObject({
    because: "says-nothing",
  });
  expect(await skip(desk, carla, { ...asked, words: "é minha tia" })).toMatchObject({
    kind: "done",
  });
  expect(await next(carla)).toBe(other);
  expect(await next(bia)).toBe(one);
  const [seen] = await listSkips(scene.database.pool, now - 1);
  expect(seen).toMatchObject({
    conversationId: one,
    contactName: "Marina",
    agent: { id: carla.id },
    reason: "other",
    words: "é minha tia",
    times: 1,
    waits: true,
  });
  expect((await listActivities(scene.database.pool, one)).at(-1)).toMatchObject({
    kind: "skipped",
    because: "other",
    actorName: carla.name,
  });
  // Nobody skips what is not before them.
  expect(await skip(desk, carla, { ...asked, words: "não" })).toMatchObject({ code: "conflict" });
});

test("what was directed a moment ago is taken back whole: it was no hop, and counts for nothing", async () => {
  const carla = await director();
  const id = await waiting();
  await next(carla);
  await directed(carla, id);
  const tea = await scene.newAgent({ queueIds: [scene.technical] });
  await claim(desk, tea, { conversationId: id });
  expect(await findTriageFigures(scene.database.pool, carla.id, now)).toMatchObject({ done: 1 });
  // Not Bia's, who sees neither where it was nor where it is.
  expect(await recall(desk, await scene.newAgent(), id)).toMatchObject({ code: "not-found" });
  now += 5_000;
  expect(await recall(desk, carla, id)).toMatchObject({ kind: "done" });
  expect(await read(id)).toMatchObject({
    queueId: scene.directors,
    level: 1,
    assignee: null,
    handOver: null,
    lease: { agent: { id: carla.id } },
    ...registration,
  });
  const hops = await scene.database.pool.query("select from hops where conversation_id = $1", [id]);
  expect(hops.rowCount).toBe(0);
  expect(await findTriageFigures(scene.database.pool, carla.id, now)).toMatchObject({ done: 0 });
  // It may go there again: it never was.
  expect(await directed(carla, id)).toMatchObject({ kind: "done" });
  expect((await read(id)).handOver?.diverted).toBeUndefined();
  now += RECALL_WITHIN_MS + 1;
  expect(await recall(desk, carla, id)).toMatchObject({ because: "too-late" });
});

test("what the area answered is not taken back", async () => {
  const carla = await director();
  const tea = await scene.newAgent({ queueIds: [scene.technical] });
  const id = await waiting();
  await next(carla);
  await directed(carla, id);
  now += 1;
  await reply(desk, tea, { conversationId: id, clientId: "1", text: "Olá", kind: "reply" });
  expect(await recall(desk, carla, id)).toMatchObject({ because: "already-answered" });
});

test("own figures: what went on, in how long, and what came back", async () => {
  const carla = await director();
  const tea = await scene.newAgent({ queueIds: [scene.technical] });
  const since = now;
  for (const seconds of [10, 20, 60]) {
    const id = await waiting();
    await next(carla);
    now += seconds * 1_000;
    await directed(carla, id);
    if (seconds !== 20) continue;
    const { epoch } = await read(id);
    await giveBack(desk, tea, { conversationId: id, epoch, reason: "não é nosso" });
    await scene.database.pool.query("update conversations set status = 'closed' where id = $1", [
      id,
    ]);
  }
  expect(await findTriageFigures(scene.database.pool, carla.id, since)).toEqual({
    done: 3,
    medianMs: 20_000,
    returned: 1,
    skipped: 0,
  });
});

test("asked for more, it waits for the customer, nobody's, and its question counts once", async () => {
  const carla = await director();
  const id = await waiting();
  await next(carla);
  const { epoch } = await read(id);
  await reply(desk, carla, {
    conversationId: id,
    clientId: "1",
    text: "Qual o pedido?",
    kind: "reply",
    epoch,
  });
  expect(await read(id)).toMatchObject({
    assignee: null,
    lease: { agent: { id: carla.id } },
    epoch,
  });
  await snooze(desk, carla, {
    conversationId: id,
    epoch,
    until: now + 86_400_000,
  });
  expect(await read(id)).toMatchObject({ status: "snoozed", assignee: null, lease: null });
  expect(await next(carla)).toBeUndefined();
  expect(await findTriageFigures(scene.database.pool, carla.id, now)).toMatchObject({ done: 1 });
  await reopen(desk, carla, { conversationId: id });
  expect(await findTriageFigures(scene.database.pool, carla.id, now)).toMatchObject({ done: 0 });
});

test("answered and ended, unless the queue only hands on", async () => {
  const carla = await director();
  const id = await waiting();
  await next(carla);
  const { epoch } = await read(id);
  const set = (allowed: boolean) =>
    scene.database.pool.query("update queues set resolves_in_triage = $2 where id = $1", [
      scene.directors,
      allowed,
    ]);
  await set(false);
  expect(await resolve(desk, carla, { conversationId: id, epoch })).toMatchObject({
    because: "not-resolved-here",
  });
  // Spam is nobody's to solve.
  expect(await dismiss(desk, carla, { conversationId: id, epoch, because: "spam" })).toMatchObject({
    kind: "done",
  });
  expect((await listActivities(scene.database.pool, id)).at(-1)).toMatchObject({
    kind: "resolved",
    because: "spam",
  });
  await set(true);
});

test("the customer is told where they were directed once that stands, by the house and not as an answer", async () => {
  const carla = await director();
  const id = await waiting();
  const said = async () =>
    (
      await scene.database.pool.query(
        "select text, direction, agent_id from messages where conversation_id = $1",
        [id],
      )
    ).rows;
  const tell = async () => {
    const { epoch } = await read(id);
    const asked = { ...registration, promisedAt: now + 3_600_000 };
    const at = { conversationId: id, epoch, queueId: scene.technical };
    return direct(desk, carla, { ...at, registration: asked, notice: "Está com o Técnico" });
  };
  await next(carla);
  expect(await tell()).toMatchObject({ kind: "done" });
  await recall(desk, carla, id);
  now += NOTICE_HOLD_MS;
  await releaseDirectedNotices(desk, [id]);
  expect(await said()).toEqual([]);
  await tell();
  await releaseDirectedNotices(desk, [id]);
  expect(await said()).toEqual([]);
  now += NOTICE_HOLD_MS;
  await Promise.all([releaseDirectedNotices(desk, [id]), releaseDirectedNotices(desk, [id])]);
  expect(await said()).toEqual([
    { text: "Está com o Técnico", direction: "outbound", agent_id: null },
  ]);
  expect(await read(id)).toMatchObject({ waitingOn: "agent", lastSeq: 1, assignee: null });
});

test("a notice that the customer does not want keeps the item where it is", async () => {
  const carla = await director();
  const id = await waiting({ address: "tel:+5511988887777" });
  await scene.database.pool.query(
    "insert into opt_outs (address, channel) values ('tel:+5511988887777', 'sms')",
  );
  await next(carla);
  const { epoch } = await read(id);
  const asked = { ...registration, promisedAt: now + 3_600_000 };
  const input = { conversationId: id, epoch, queueId: scene.technical, registration: asked };
  expect(await direct(desk, carla, { ...input, notice: "Olá" })).toMatchObject({
    code: "opted-out",
  });
  expect(await direct(desk, carla, input)).toMatchObject({ kind: "done" });
});

test("an answer that ends it counts, and does not end what the queue may not end", async () => {
  const carla = await director();
  const id = await waiting();
  await next(carla);
  const { epoch } = await read(id);
  const words = { conversationId: id, text: "É só trocar a senha", kind: "reply", epoch } as const;
  await scene.database.pool.query("update queues set resolves_in_triage = false where id = $1", [
    scene.directors,
  ]);
  const ending = { ...words, clientId: "1", andThen: "resolve" } as const;
  expect(await reply(desk, carla, ending)).toMatchObject({ because: "not-resolved-here" });
  await scene.database.pool.query("update queues set resolves_in_triage = true");
  expect(await reply(desk, carla, ending)).toMatchObject({ kind: "done" });
  expect(await read(id)).toMatchObject({ status: "resolved", assignee: null, lease: null });
  expect(await findTriageFigures(scene.database.pool, carla.id, now)).toMatchObject({ done: 1 });
});

test("a duplicate ends with the number of the other, whose people are told", async () => {
  const carla = await director();
  const id = await waiting({ channel: "email", address: "mailto:marina@example.com" });
  const rows = await scene.database.pool.query(
    "select contact_id from conversations where id = $1",
    [id],
  );
  const contactId = rows.rows[0].contact_id;
  const other = await scene.newConversation({ contactId, queueId: scene.technical });
  const strangers = await scene.newConversation();
  await next(carla);
  const { epoch } = await read(id);
  const asked = { conversationId: id, epoch, because: "duplicate" } as const;
  expect(await dismiss(desk, carla, { ...asked, ofId: strangers })).toMatchObject({
    because: "no-such-conversation",
  });
  expect(await dismiss(desk, carla, { ...asked, ofId: other })).toMatchObject({ kind: "done" });
  const { protocol } = await read(id);
  expect(await listActivities(scene.database.pool, other)).toMatchObject([
    { kind: "duplicate-closed", data: { duplicateId: id, protocol } },
  ]);
  expect((await listActivities(scene.database.pool, id)).at(-1)).toMatchObject({
    because: "duplicate",
    data: { ofId: other },
  });
  // Taken back, it waits again.
  expect(await reopen(desk, carla, { conversationId: id })).toMatchObject({ kind: "done" });
  expect(await next(carla)).toBe(id);
});

describe("with categories", () => {
  const slip = asId<CategoryId>(uuidv7());
  beforeAll(async () => {
    await saveCategory(
      scene.database.pool,
      {
        id: slip,
        name: "2ª via de boleto",
        parentId: undefined,
        queueId: scene.technical,
        urgency: undefined,
        slaPolicyId: undefined,
        fields: [
          { key: "cpf", label: "CPF", kind: "cpf", need: "direct" },
          { key: "valor", label: "Valor", kind: "number", need: "resolve" },
        ],
        isArchived: false,
      },
      Date.now(),
    );
  });
  afterAll(async () => {
    await scene.database.pool.query("update categories set archived_at = now()");
  });

  test("words that name none are refused, and so is a number that is none", async () => {
    const carla = await director();
    const id = await waiting();
    await next(carla);
    expect(await directed(carla, id)).toMatchObject({ because: "no-such-category" });
    const asked = { category: undefined, categoryId: slip };
    expect(await directed(carla, id, asked)).toMatchObject({
      because: "field-missing",
      field: "cpf",
    });
    const wrong = { ...asked, fields: { cpf: "529.982.247-24" } };
    expect(await directed(carla, id, wrong)).toMatchObject({
      because: "field-unreadable",
      field: "cpf",
    });
  });

  test("what was filled in goes along, and what is needed to resolve is asked for then", async () => {
    const carla = await director();
    const tea = await scene.newAgent({ queueIds: [scene.technical] });
    const id = await waiting();
    await next(carla);
    await directed(carla, id, { category: "2ª VIA DE BOLETO", fields: { cpf: "529.982.247-25" } });
    const view = await read(id);
    expect(view).toMatchObject({
      category: "2ª via de boleto",
      categoryId: slip,
      categoryFields: { cpf: "52998224725" },
    });
    expect(await resolve(desk, tea, { conversationId: id, epoch: view.epoch })).toMatchObject({
      because: "field-missing",
      field: "valor",
    });
  });

  test("what went where and stayed there is known by category, by customer and by words", async () => {
    const carla = await director();
    const tea = await scene.newAgent({ queueIds: [scene.technical] });
    const fields = { cpf: "529.982.247-25" };
    const ids = [await waiting(), await waiting(), await waiting()];
    for (const id of ids) {
      await keepLease(desk, carla, id);
      const summary = "rastreador quebrado";
      await directed(carla, id, { category: undefined, categoryId: slip, fields, summary });
    }
    const { epoch } = await read(ids[2] ?? "");
    await giveBack(desk, tea, { conversationId: ids[2] ?? "", epoch, reason: "é do financeiro" });
    const here = await read(await waiting());
    const past = await loadPastDirects(scene.database.pool, {
      conversationId: here.id,
      contactId: (await read(ids[0] ?? "")).contact.id,
      categoryId: undefined,
      words: ["rastreador", "inexistente"],
      since: now - 86_400_000,
    });
    expect([...past].sort((a, b) => (a.by < b.by ? -1 : 1))).toEqual([
      { by: "contact", queueId: scene.technical, directed: 1, returned: 0 },
      { by: "words", queueId: scene.technical, directed: 3, returned: 1 },
    ]);
  });
});

test("the next of ten thousand is found by an index, in the order of the queue", async () => {
  const carla = await director();
  await scene.database.pool.query(
    `insert into conversations (id, protocol, inbox_id, channel, address, contact_id, status, waiting_on,
       queue_id, level, priority, epoch, version, last_seq, last_public_seq, arrived_at, waiting_since)
     select gen_random_uuid(), 'bulk-' || n, i.id, 'email', 'mailto:' || n || '@example.com', p.id, 'open',
       'agent', $1, 1, n % 3, 0, 1, 0, 0, now() - n * interval '1 second', now()
     from generate_series(1, 10000) n, (select id from inboxes limit 1) i,
       (select id from contacts limit 1) p`,
    [scene.directors],
  );
  const began = performance.now();
  const id = await scene.database.transaction(({ client }) =>
    lockNextInTriage(client, { agentId: carla.id, queueIds: [scene.directors], now }),
  );
  expect(performance.now() - began).toBeLessThan(2_000);
  const { protocol } = await read(id ?? "");
  // Twelve steps of ageing and the highest priority.
  expect(protocol).toBe("bulk-9998");
});
