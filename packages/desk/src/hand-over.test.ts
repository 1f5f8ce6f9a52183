import { type HandOverKind, NOTICE_HOLD_MS, type QueueId } from "@circuito/domain";
import { listActivities, loadConversationViews } from "@circuito/store";
import {
  claim,
  direct,
  escalate,
  giveBack,
  releaseDirectedNotices,
  takeBack,
  transfer,
} from "./index.ts";
import { createScene, type Person, type Scene } from "./testing/index.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await createScene();
});
afterAll(async () => {
  await scene[Symbol.asyncDispose]();
});

const read = async (id: string) => (await loadConversationViews(scene.database.pool, [id]))[0];
const storyOf = (id: string) => listActivities(scene.database.pool, id);
const registration = {
  title: "Roteador não liga",
  category: "Equipamento",
  summary: "Luz apagada depois da queda de energia",
  urgency: "high",
  promisedAt: Date.UTC(2027, 0, 1),
} as const;

/** Every way of handing on, from a queue to a queue. */
function hop(kind: HandOverKind, who: Person, id: string, queueId: QueueId, epoch = 0) {
  const at = { conversationId: id, epoch };
  switch (kind) {
    case "transfer":
      return transfer(scene.desk, who, { ...at, queueId, note: "é com vocês" });
    case "direct":
      return direct(scene.desk, who, { ...at, queueId, registration });
    case "escalate":
      return escalate(scene.desk, who, { ...at, queueId, tried: "reiniciar", result: "nada" });
    case "return":
      return giveBack(scene.desk, who, { ...at, reason: "falta o número de série" });
  }
}

test.each([
  ["transfer", "directors", 1, "transferred", "é com vocês"],
  ["direct", "technical", 2, "directed", registration.summary],
  ["escalate", "technical", 2, "escalated", "reiniciar"],
] as const)(
  "%s: it waits in the other queue at its original place",
  async (kind, to, level, story, note) => {
    const ana = await scene.newAgent();
    const arrivedAt = Date.now() - 3_600_000;
    const id = await scene.newConversation({ assigneeId: ana.id, arrivedAt });
    scene.nudged.length = 0;
    expect(await hop(kind, ana, id, scene[to])).toMatchObject({ kind: "done" });
    expect(await read(id)).toMatchObject({
      queueId: scene[to],
      level,
      assignee: null,
      epoch: 1,
      version: 2,
      arrivedAt,
      handOver: { kind, byName: ana.name, fromQueueId: scene.solvers, note },
    });
    expect(await storyOf(id)).toMatchObject([
      {
        kind: story,
        actorName: ana.name,
        data: { fromQueueId: scene.solvers, toQueueId: scene[to] },
      },
    ]);
    // Somebody there may take it, and Ana has room for another.
    expect(scene.nudged.sort()).toEqual(
      [`assign ${scene[to]}`, `assign agent ${ana.id}`, `due hand-over ${id}`].sort(),
    );
  },
);

test("what a director wrote down stays with the conversation", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation({ assigneeId: ana.id });
  await hop("direct", ana, id, scene.technical);
  expect(await read(id)).toMatchObject(registration);
});

test("those it leaves and those it comes to are told, and the customer that it has another owner", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation({ assigneeId: ana.id });
  await hop("direct", ana, id, scene.technical);
  const { rows } = await scene.database.pool.query(
    "select type, audience, customer from outbox where conversation_id = $1 order by id",
    [id],
  );
  expect(rows.map(({ type }) => type)).toEqual(["conversation.changed", "activity.created"]);
  expect(rows[0].audience.sort()).toEqual([scene.solvers, ana.id, scene.technical].sort());
  expect(rows[0].customer).toMatch(new RegExp(`^${scene.inboxId} tel:`));
  expect(rows[1].customer).toBeNull();
});

test("given back, it waits where it came from and is offered to neither of the two", async () => {
  const ana = await scene.newAgent();
  const tea = await scene.newAgent({ queueIds: [scene.technical] });
  const id = await scene.newConversation({ assigneeId: ana.id });
  await hop("direct", ana, id, scene.technical);
  await claim(scene.desk, tea, { conversationId: id });
  expect(await hop("return", tea, id, scene.technical, 2)).toMatchObject({ kind: "done" });
  expect(await read(id)).toMatchObject({
    queueId: scene.solvers,
    level: 1,
    assignee: null,
    epoch: 3,
  });
  const { rows } = await scene.database.pool.query(
    "select excluded_agent_ids as ids, sticky_agent_id as sticky from conversations where id = $1",
    [id],
  );
  expect(rows[0]).toEqual({ ids: [tea.id, ana.id], sticky: null });
  // What was returned is not returned again.
  expect(await hop("return", ana, id, scene.solvers, 3)).toMatchObject({
    code: "wrong-state",
    because: "nothing-to-return",
  });
});

test.each([
  ["transfer", "technical", "not-same-level"],
  ["direct", "directors", "not-a-specialist-queue"],
  ["escalate", "directors", "not-higher-level"],
  ["return", "solvers", "nothing-to-return"],
  ["transfer", "solvers", "same-queue"],
] as const)("%s to %s is refused: %s", async (kind, to, because) => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation();
  expect(await hop(kind, ana, id, scene[to])).toEqual({
    kind: "refused",
    code: "wrong-state",
    because,
  });
  expect(await storyOf(id)).toEqual([]);
});

test.each(["transfer", "direct", "escalate", "return"] as const)(
  "%s under an older epoch, of a colleague's or of what is solved changes nothing",
  async (kind) => {
    const [ana, bia] = [await scene.newAgent(), await scene.newAgent()];
    const to = kind === "transfer" ? scene.directors : scene.technical;
    const moved = await scene.newConversation({ epoch: 3 });
    const taken = await scene.newConversation({ assigneeId: bia.id });
    const solved = await scene.newConversation({ status: "resolved" });
    const before = await Promise.all([moved, taken, solved].map(read));
    expect(await hop(kind, ana, moved, to, 2)).toMatchObject({ because: "stale-epoch", epoch: 3 });
    expect(await hop(kind, ana, taken, to)).toMatchObject({
      because: "other-owner",
      owner: { name: bia.name },
    });
    expect(await hop(kind, ana, solved, to)).toMatchObject({ because: "not-open" });
    expect(await Promise.all([moved, taken, solved].map(read))).toEqual(before);
  },
);

test("of many who hand one on at once, one does, and it is one hop", async () => {
  const people = await Promise.all(Array.from({ length: 12 }, () => scene.newAgent()));
  const id = await scene.newConversation();
  const answers = await Promise.all(
    people.map((who, n) =>
      hop(
        n % 2 === 0 ? "direct" : "transfer",
        who,
        id,
        n % 2 === 0 ? scene.technical : scene.directors,
      ),
    ),
  );
  expect(answers.filter(({ kind }) => kind === "done")).toHaveLength(1);
  expect(await read(id)).toMatchObject({ epoch: 1, version: 2 });
  expect(await storyOf(id)).toHaveLength(1);
});

test("straight to a colleague, it is theirs if they serve the queue and have room", async () => {
  const ana = await scene.newAgent();
  const bia = await scene.newAgent();
  const full = await scene.newAgent({ capacity: 0 });
  const tea = await scene.newAgent({ queueIds: [scene.technical] });
  const lead = await scene.newAgent({ role: "supervisor" });
  const id = await scene.newConversation({ assigneeId: ana.id });
  const to = (agentId: string, who = ana, epoch = 0) =>
    transfer(scene.desk, who, { conversationId: id, epoch, agentId, note: "por favor" });
  expect(await to(tea.id)).toMatchObject({ code: "invalid", because: "not-a-member" });
  expect(await to(full.id)).toMatchObject({ code: "capacity-full" });
  expect(await to(crypto.randomUUID())).toMatchObject({ because: "no-such-agent" });
  expect(await to(ana.id)).toMatchObject({ because: "same-queue" });
  expect(await to(bia.id)).toMatchObject({ kind: "done" });
  expect(await read(id)).toMatchObject({ assignee: { id: bia.id }, epoch: 1 });
  expect(await to(full.id, lead, 1)).toMatchObject({ kind: "done" });
});

test.each(["direct", "escalate", "return"] as const)(
  "%s is taken back to the queue, the level and the person it came from",
  async (kind) => {
    const ana = await scene.newAgent({ queueIds: [scene.solvers, scene.technical] });
    const id = await scene.newConversation({ assigneeId: ana.id });
    const bia = await scene.newAgent({ queueIds: [scene.technical] });
    const isReturn = kind === "return";
    if (isReturn) {
      await hop("escalate", ana, id, scene.technical);
      await claim(scene.desk, bia, { conversationId: id, epoch: 1 });
    }
    const [who, epoch] = isReturn ? [bia, 2] : [ana, 0];
    const before = await read(id);
    expect(await hop(kind, who, id, scene.technical, epoch)).toMatchObject({ kind: "done" });
    expect(await read(id)).not.toMatchObject({ assignee: { id: who.id } });
    const back = { conversationId: id, epoch: epoch + 1, note: "desfeito" };
    expect(await takeBack(scene.desk, who, back)).toMatchObject({ kind: "done" });
    expect(await read(id)).toMatchObject({
      queueId: before?.queueId,
      level: before?.level,
      assignee: { id: who.id },
    });
  },
);

describe("what goes along with a transfer", () => {
  const saidIn = async (id: string) =>
    (
      await scene.database.pool.query<{ text: string }>(
        "select text from messages where conversation_id = $1 order by seq",
        [id],
      )
    ).rows.map(({ text }) => text);
  const later = () => ({ ...scene.desk, now: () => Date.now() + NOTICE_HOLD_MS + 1_000 });

  test("the customer is told, by the house and a moment later", async () => {
    const ana = await scene.newAgent();
    const id = await scene.newConversation({ assigneeId: ana.id });
    const input = { conversationId: id, epoch: 0, queueId: scene.directors, note: "é com vocês" };
    const notice = "Agora está com o Direcionamento";
    expect(await transfer(scene.desk, ana, { ...input, notice })).toMatchObject({ kind: "done" });
    await releaseDirectedNotices(scene.desk, [id]);
    expect(await saidIn(id)).toEqual([]);
    await releaseDirectedNotices(later(), [id]);
    expect(await saidIn(id)).toEqual([notice]);
    expect(await read(id)).toMatchObject({ waitingOn: "agent", assignee: null });
  });

  test("nothing is said of one that was taken back", async () => {
    const ana = await scene.newAgent();
    const id = await scene.newConversation({ assigneeId: ana.id });
    const at = { conversationId: id, queueId: scene.directors };
    await transfer(scene.desk, ana, { ...at, epoch: 0, note: "é com vocês", notice: "Mudou" });
    const back = { conversationId: id, epoch: 1, note: "desfeito" };
    expect(await takeBack(scene.desk, ana, back)).toMatchObject({ kind: "done" });
    await releaseDirectedNotices(later(), [id]);
    expect(await saidIn(id)).toEqual([]);
  });

  test("what the customer does not want to be told keeps the conversation where it is", async () => {
    const ana = await scene.newAgent();
    const address = "tel:+5511977776666" as const;
    const id = await scene.newConversation({ assigneeId: ana.id, address });
    await scene.database.pool.query("insert into opt_outs (address, channel) values ($1, 'sms')", [
      address,
    ]);
    const input = { conversationId: id, epoch: 0, queueId: scene.directors, note: "é com vocês" };
    expect(await transfer(scene.desk, ana, { ...input, notice: "Mudou" })).toMatchObject({
      code: "opted-out",
    });
    expect(await read(id)).toMatchObject({ queueId: scene.solvers, epoch: 0 });
  });

  test("whoever lets go goes on following, if they want to", async () => {
    const ana = await scene.newAgent();
    const [one, other] = [
      await scene.newConversation({ assigneeId: ana.id }),
      await scene.newConversation({ assigneeId: ana.id }),
    ];
    const input = { epoch: 0, queueId: scene.directors, note: "é com vocês" };
    await transfer(scene.desk, ana, { ...input, conversationId: one, follows: true });
    await transfer(scene.desk, ana, { ...input, conversationId: other });
    expect(await read(one)).toMatchObject({ followerIds: [ana.id] });
    expect(await read(other)).toMatchObject({ followerIds: [] });
  });
});

test("to nobody and nowhere is no transfer; to a queue that is none, neither", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation();
  const at = { conversationId: id, epoch: 0, note: "x" };
  expect(await transfer(scene.desk, ana, at)).toMatchObject({ because: "no-target" });
  const queueId = crypto.randomUUID();
  expect(await transfer(scene.desk, ana, { ...at, queueId })).toMatchObject({
    because: "no-such-queue",
  });
});

test("people who take and give the same conversations to each other never wait in a circle", async () => {
  const [ana, bia] = [
    await scene.newAgent({ capacity: 99 }),
    await scene.newAgent({ capacity: 99 }),
  ];
  const ids = await Promise.all(Array.from({ length: 6 }, () => scene.newConversation()));
  const work = ids.flatMap((conversationId) => [
    claim(scene.desk, ana, { conversationId }),
    claim(scene.desk, bia, { conversationId }),
    transfer(scene.desk, ana, { conversationId, epoch: 1, agentId: bia.id, note: "x" }),
    transfer(scene.desk, bia, { conversationId, epoch: 1, agentId: ana.id, note: "x" }),
  ]);
  // A deadlock would reject.
  const answers = await Promise.all(work);
  expect(answers).toHaveLength(24);
  for (const id of ids) {
    const conversation = await read(id);
    expect(conversation?.version).toBe((conversation?.epoch ?? 0) + 1);
  }
});
