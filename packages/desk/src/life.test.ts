import { listActivities, loadAgentViews, loadConversationViews, saveBreaks } from "@circuito/store";
import { claim, reopen, resolve, setPresence, snooze } from "./index.ts";
import { createScene, type Scene } from "./testing/index.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await createScene();
});
afterAll(async () => {
  await scene[Symbol.asyncDispose]();
});

const read = async (id: string) => (await loadConversationViews(scene.database.pool, [id]))[0];
const kindsOf = async (id: string) =>
  (await listActivities(scene.database.pool, id)).map(({ kind }) => kind);

test("solved, it gives its owner room, and what waits for them is looked for", async () => {
  const ana = await scene.newAgent({ capacity: 1, queueIds: [scene.solvers, scene.directors] });
  const [first, second] = [await scene.newConversation(), await scene.newConversation()];
  await claim(scene.desk, ana, { conversationId: first });
  expect(await claim(scene.desk, ana, { conversationId: second })).toMatchObject({
    code: "capacity-full",
  });
  scene.nudged.length = 0;
  await resolve(scene.desk, ana, { conversationId: first, epoch: 1 });
  expect(scene.nudged).toEqual([`assign agent ${ana.id}`]);
  expect(await read(first)).toMatchObject({
    status: "resolved",
    assignee: { id: ana.id },
    waitingSince: null,
    resolvedAt: expect.any(Number),
  });
  expect(await claim(scene.desk, ana, { conversationId: second })).toMatchObject({ kind: "done" });
});

test("what is solved is not solved again", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation();
  const at = { conversationId: id, epoch: 0 };
  const answers = await Promise.all(Array.from({ length: 6 }, () => resolve(scene.desk, ana, at)));
  expect(answers.filter(({ kind }) => kind === "done")).toHaveLength(1);
  expect(answers.filter((a) => a.kind === "refused" && a.code === "wrong-state")).toHaveLength(5);
  expect(await kindsOf(id)).toEqual(["resolved"]);
});

test("snoozed, it costs nothing", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation({ assigneeId: ana.id });
  const loadOf = async () => (await loadAgentViews(scene.database.pool, [ana.id]))[0]?.load;
  expect(await loadOf()).toBe(1);
  scene.nudged.length = 0;
  const until = Date.now() + 3_600_000;
  await snooze(scene.desk, ana, { conversationId: id, epoch: 0, until });
  expect(await read(id)).toMatchObject({ status: "snoozed", snoozedUntil: until });
  expect(await loadOf()).toBe(0);
  expect(scene.nudged).toContain(`assign agent ${ana.id}`);
});

test("what it waits for is in its story, if somebody says so", async () => {
  const ana = await scene.newAgent();
  const until = Date.now() + 3_600_000;
  const toldOf = async (reason?: "third-party" | "on-hold") => {
    const id = await scene.newConversation();
    await snooze(scene.desk, ana, { conversationId: id, epoch: 0, until, reason });
    return (await listActivities(scene.database.pool, id)).map(({ because }) => because);
  };
  expect(await toldOf()).toEqual(["put-off"]);
  expect(await toldOf("on-hold")).toEqual(["on-hold"]);
  expect(await toldOf("third-party")).toEqual(["third-party"]);
});

test("a reminder in the past is none", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation();
  const at = { conversationId: id, epoch: 0, until: Date.now() - 1 };
  expect(await snooze(scene.desk, ana, at)).toMatchObject({ because: "not-in-the-future" });
});

test("opened again by its owner it stays theirs; by somebody else it waits, at its place", async () => {
  const [ana, bia] = [await scene.newAgent(), await scene.newAgent()];
  const arrivedAt = Date.now() - 7_200_000;
  const own = await scene.newConversation({ assigneeId: ana.id, status: "resolved", arrivedAt });
  await reopen(scene.desk, ana, { conversationId: own });
  expect(await read(own)).toMatchObject({ status: "open", assignee: { id: ana.id }, epoch: 0 });

  const other = await scene.newConversation({ assigneeId: ana.id, status: "resolved", arrivedAt });
  scene.nudged.length = 0;
  await reopen(scene.desk, bia, { conversationId: other });
  expect(await read(other)).toMatchObject({ status: "open", assignee: null, epoch: 1, arrivedAt });
  expect(scene.nudged).toContain(`assign ${scene.solvers}`);
  expect(await kindsOf(other)).toEqual(["reopened"]);
});

test("it is not opened again while the same customer has another one open", async () => {
  const ana = await scene.newAgent();
  const address = "tel:+5511955550001" as const;
  const old = await scene.newConversation({ address, status: "resolved" });
  await scene.newConversation({ address });
  const refused = { code: "wrong-state", because: "another-is-open" };
  expect(await reopen(scene.desk, ana, { conversationId: old })).toMatchObject(refused);
});

test("two old ones of the same customer opened at once: one opens", async () => {
  const ana = await scene.newAgent();
  const address = "tel:+5511955550002" as const;
  const ids = await Promise.all(
    Array.from({ length: 5 }, () => scene.newConversation({ address, status: "resolved" })),
  );
  const answers = await Promise.all(
    ids.map((conversationId) => reopen(scene.desk, ana, { conversationId })),
  );
  expect(answers.filter(({ kind }) => kind === "done")).toHaveLength(1);
  for (const answer of answers) {
    if (answer.kind === "refused") expect(answer).toMatchObject({ because: "another-is-open" });
  }
});

test("closed is for good, and open is open", async () => {
  const ana = await scene.newAgent();
  const closed = await scene.newConversation({ status: "closed" });
  const open = await scene.newConversation();
  expect(await reopen(scene.desk, ana, { conversationId: closed })).toMatchObject({
    code: "closed",
  });
  expect(await reopen(scene.desk, ana, { conversationId: open })).toMatchObject({
    because: "not-resolved",
  });
});

test("for whoever wants conversations what waits is looked for; colleagues are told", async () => {
  const ana = await scene.newAgent({ queueIds: [scene.directors] });
  scene.nudged.length = 0;
  await setPresence(scene.desk, ana, { agentId: ana.id, wanted: "available" });
  expect(scene.nudged).toEqual([`assign agent ${ana.id}`]);
  expect(await loadAgentViews(scene.database.pool, [ana.id])).toMatchObject([
    { wanted: "available", reachable: false },
  ]);
  await setPresence(scene.desk, ana, { agentId: ana.id, wanted: "away" });
  expect(scene.nudged).toHaveLength(1);
  const { rows } = await scene.database.pool.query(
    "select audience from outbox where type = 'agent.changed' and subject_id = $1",
    [ana.id],
  );
  expect(rows).toHaveLength(2);
  expect(rows[0].audience).toEqual([ana.id, scene.directors]);
});

test("somebody else's presence is a supervisor's to set, nobody's is nobody's", async () => {
  const [ana, bia] = [await scene.newAgent(), await scene.newAgent()];
  const lead = await scene.newAgent({ role: "supervisor" });
  const away = { agentId: bia.id, wanted: "away" } as const;
  expect(await setPresence(scene.desk, ana, away)).toMatchObject({ because: "not-yours" });
  expect(await setPresence(scene.desk, lead, away)).toMatchObject({ kind: "done" });
  const nobody = { agentId: crypto.randomUUID(), wanted: "away" } as const;
  expect(await setPresence(scene.desk, lead, nobody)).toMatchObject({ code: "not-found" });
});

test("a break has a reason that is offered, and an admin's own one is told by its name", async () => {
  const ana = await scene.newAgent();
  const gym = { agentId: ana.id, wanted: "away", reason: "own:Ginástica laboral" } as const;
  expect(await setPresence(scene.desk, ana, gym)).toMatchObject({
    code: "invalid",
    because: "no-such-break",
  });
  await scene.database.transaction(({ client }) => saveBreaks(client, ["lunch", gym.reason]));
  expect(await setPresence(scene.desk, ana, gym)).toMatchObject({ kind: "done" });
  const meeting = { ...gym, reason: "meeting" } as const;
  expect(await setPresence(scene.desk, ana, meeting)).toMatchObject({ because: "no-such-break" });
  const [view] = await loadAgentViews(scene.database.pool, [ana.id]);
  expect(view).toMatchObject({ wanted: "away", wantedReason: gym.reason });
});

test("a snoozed conversation can be woken by hand, and stays with its owner", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation({ assigneeId: ana.id });
  await snooze(scene.desk, ana, { conversationId: id, epoch: 0, until: Date.now() + 3_600_000 });
  await reopen(scene.desk, ana, { conversationId: id });
  expect(await read(id)).toMatchObject({
    status: "open",
    assignee: { id: ana.id },
    snoozedUntil: null,
    epoch: 0,
  });
  expect(await kindsOf(id)).toEqual(["snoozed", "woken"]);
});
