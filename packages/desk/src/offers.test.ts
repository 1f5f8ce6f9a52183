import { type AgentId, asId, type ConversationId, type OfferId } from "@circuito/domain";
import {
  listActivities,
  listPendingOffers,
  loadAgentViews,
  loadConversationViews,
  schema,
} from "@circuito/store";
import { uuidv7 } from "uuidv7";
import {
  acceptOffer,
  claim,
  declineOffer,
  reply,
  resolve,
  setPresence,
  snooze,
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

async function offered(
  to: { readonly id: AgentId },
  conversationId: ConversationId,
  more: Partial<typeof schema.offers.$inferInsert> = {},
): Promise<OfferId> {
  const id = asId<OfferId>(uuidv7());
  await scene.database.drizzle.insert(schema.offers).values({
    id,
    conversationId,
    agentId: to.id,
    queueId: scene.solvers,
    channel: "sms",
    epoch: 0,
    because: "longest-idle",
    offeredAt: Date.now(),
    expiresAt: Date.now() + 30_000,
    ...more,
  });
  return id;
}

const read = async (id: string) => (await loadConversationViews(scene.database.pool, [id]))[0];
const loadOf = async ({ id }: Person) => (await loadAgentViews(scene.database.pool, [id]))[0]?.load;
const endOf = async (id: OfferId) => {
  const { rows } = await scene.database.pool.query(
    `select state, ended_because as "endedBecause", reason from offers where id = $1`,
    [id],
  );
  return rows[0];
};

test("an offer is held until it is accepted, and then the conversation is", async () => {
  const ana = await scene.newAgent({ capacity: 1 });
  const id = await scene.newConversation();
  const offer = await offered(ana, id);
  expect(await loadOf(ana)).toBe(1);
  expect(await acceptOffer(scene.desk, ana, { offerId: offer })).toMatchObject({ kind: "done" });
  expect(await read(id)).toMatchObject({ assignee: { id: ana.id }, epoch: 1 });
  expect(await loadOf(ana)).toBe(1);
  expect(await endOf(offer)).toMatchObject({ state: "accepted", endedBecause: "accepted-it" });
  expect(await listActivities(scene.database.pool, id)).toMatchObject([
    { kind: "assigned", because: "accepted-offer", actorName: ana.name },
  ]);
  // The click that is repeated changes nothing more.
  expect(await acceptOffer(scene.desk, ana, { offerId: offer })).toMatchObject({ kind: "done" });
  expect(await read(id)).toMatchObject({ epoch: 1, version: 2 });
});

test("declined with a reason, it is looked for somebody else, and its agent has room", async () => {
  const ana = await scene.newAgent();
  const id = await scene.newConversation();
  const offer = await offered(ana, id);
  scene.nudged.length = 0;
  const declined = { offerId: offer, reason: "conheço a cliente" };
  expect(await declineOffer(scene.desk, ana, declined)).toMatchObject({ kind: "done" });
  expect(await endOf(offer)).toMatchObject({ state: "declined", reason: "conheço a cliente" });
  expect(scene.nudged).toEqual([`assign ${scene.solvers}`, `assign agent ${ana.id}`]);
  expect(await loadOf(ana)).toBe(0);
  expect(await listActivities(scene.database.pool, id)).toMatchObject([
    { kind: "offer-declined", actorName: ana.name, data: { reason: "conheço a cliente" } },
  ]);
  expect(await acceptOffer(scene.desk, ana, { offerId: offer })).toMatchObject({
    code: "conflict",
    because: "offer-over",
  });
});

test("of everybody who reaches for one conversation one gets it, and its offer ends with that", async () => {
  const [ana, ...others] = await Promise.all(Array.from({ length: 30 }, () => scene.newAgent()));
  if (!ana) throw new Error("nobody");
  const id = await scene.newConversation();
  const offer = await offered(ana, id);
  const answers = await Promise.all([
    acceptOffer(scene.desk, ana, { offerId: offer }),
    ...others.map((who) => claim(scene.desk, who, { conversationId: id })),
  ]);
  expect(answers.filter((a) => a.kind === "done")).toHaveLength(1);
  const owner = (await read(id))?.assignee;
  for (const answer of answers) {
    if (answer.kind === "refused") expect(answer).toMatchObject({ code: "conflict", owner });
  }
  const isHers = owner?.id === ana.id;
  expect(await endOf(offer)).toMatchObject(
    isHers ? { state: "accepted" } : { state: "rescinded", endedBecause: "taken" },
  );
});

test.each<[string, (who: Person, id: ConversationId) => Promise<unknown>, string, string]>([
  [
    "taken by hand by whom it was offered to",
    (who, id) => claim(scene.desk, who, { conversationId: id }),
    "accepted",
    "accepted-it",
  ],
  [
    "answered by whom it was offered to",
    (who, id) =>
      reply(scene.desk, who, { conversationId: id, text: "oi", kind: "reply", clientId: uuidv7() }),
    "accepted",
    "accepted-it",
  ],
  [
    "sent to another queue",
    (who, id) =>
      transfer(scene.desk, who, {
        conversationId: id,
        queueId: scene.directors,
        note: "é com vocês",
        epoch: 0,
      }),
    "rescinded",
    "elsewhere",
  ],
  [
    "solved",
    (who, id) => resolve(scene.desk, who, { conversationId: id, epoch: 0 }),
    "rescinded",
    "elsewhere",
  ],
  [
    "put off",
    (who, id) =>
      snooze(scene.desk, who, { conversationId: id, epoch: 0, until: Date.now() + 60_000 }),
    "rescinded",
    "elsewhere",
  ],
])("%s, it is %4$s", async (_, verb, state, endedBecause) => {
  const ana = await scene.newAgent({ capacity: 1 });
  const id = await scene.newConversation();
  const offer = await offered(ana, id);
  expect(await verb(ana, id)).toMatchObject({ kind: "done" });
  expect(await endOf(offer)).toMatchObject({ state, endedBecause });
});

test("what is offered takes the place of what would be claimed", async () => {
  const ana = await scene.newAgent({ capacity: 1 });
  await offered(ana, await scene.newConversation());
  const other = await scene.newConversation();
  expect(await claim(scene.desk, ana, { conversationId: other })).toMatchObject({
    code: "capacity-full",
  });
});

test("without room any more the offer goes back, and is not theirs to take", async () => {
  const ana = await scene.newAgent({ capacity: 1 });
  const offer = await offered(ana, await scene.newConversation());
  await scene.newConversation({ assigneeId: ana.id });
  expect(await acceptOffer(scene.desk, ana, { offerId: offer })).toMatchObject({
    code: "capacity-full",
  });
  expect(await endOf(offer)).toMatchObject({ state: "rescinded", endedBecause: "no-room" });
});

test("an offer whose time is over, or whose conversation moved, is taken by nobody", async () => {
  const ana = await scene.newAgent();
  const late = await offered(ana, await scene.newConversation(), {
    expiresAt: Date.now() - 60_000,
  });
  const moved = await offered(ana, await scene.newConversation({ epoch: 7 }));
  for (const offerId of [late, moved]) {
    expect(await acceptOffer(scene.desk, ana, { offerId })).toMatchObject({
      code: "conflict",
      because: "offer-over",
      owner: undefined,
    });
  }
});

test("somebody else's offer does not exist", async () => {
  const [ana, bia] = [await scene.newAgent(), await scene.newAgent()];
  const offerId = await offered(ana, await scene.newConversation());
  expect(await acceptOffer(scene.desk, bia, { offerId })).toMatchObject({ code: "not-found" });
  expect(await declineOffer(scene.desk, bia, { offerId, reason: "não" })).toMatchObject({
    code: "not-found",
  });
  expect(await listPendingOffers(scene.database.pool, bia.id)).toEqual([]);
  expect(await listPendingOffers(scene.database.pool, ana.id)).toMatchObject([{ id: offerId }]);
});

test("whoever goes away leaves their offers to others at once", async () => {
  const ana = await scene.newAgent();
  const offer = await offered(ana, await scene.newConversation());
  scene.nudged.length = 0;
  await setPresence(scene.desk, ana, { agentId: ana.id, wanted: "away" });
  expect(await endOf(offer)).toMatchObject({ state: "rescinded", endedBecause: "not-available" });
  expect(scene.nudged).toEqual([`assign ${scene.solvers}`]);
});
