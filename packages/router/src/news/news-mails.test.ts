import { type AgentId, asId, MINUTE_MS, type NewsKind } from "@circuito/domain";
import { findNewsMail, listBulletins, markSeen, saveNewsMail, schema } from "@circuito/store";
import { uuidv7 } from "uuidv7";
import { createRouterWorld, type RouterWorld } from "../testing/router-world.ts";
import { sendNewsMails } from "./send-news-mails.ts";

let world: RouterWorld;
beforeEach(async () => {
  world = await createRouterWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

const ago = (minutes: number) => Date.now() - minutes * MINUTE_MS;

/** Somebody who left ten minutes ago, and chose these an hour before. */
async function away(...kinds: NewsKind[]): Promise<AgentId> {
  const id = asId<AgentId>(uuidv7());
  const { drizzle, pool } = world.database;
  await drizzle.insert(schema.agents).values({
    id,
    name: "Ana",
    email: `${id}@example.com`,
    passwordHash: "-",
    role: "agent",
    seenAt: ago(10),
  });
  await saveNewsMail(pool, id, { kinds, language: "en" });
  await pool.query("update news_mails set told_up_to = now() - interval '70 minutes'");
  return id;
}

type Row = Partial<typeof schema.conversations.$inferInsert>;
async function conversation(row: Row): Promise<string> {
  const [id, contactId] = [uuidv7(), uuidv7()];
  const { drizzle } = world.database;
  await drizzle.insert(schema.contacts).values({ id: asId(contactId), name: "Lúcia" });
  await drizzle.insert(schema.conversations).values({
    id: asId(id),
    protocol: id,
    inboxId: world.inboxId,
    channel: "webchat",
    address: `web:${id}` as const,
    contactId: asId(contactId),
    status: "open",
    waitingOn: "agent",
    queueId: world.queueId,
    level: 1,
    priority: 0,
    epoch: 0,
    version: 0,
    lastSeq: 0,
    lastPublicSeq: 0,
    arrivedAt: ago(60),
    preview: "Meu CPF é 123",
    ...row,
  });
  return id;
}

const send = (now = Date.now()) =>
  sendNewsMails({ database: world.database, newId: uuidv7, now: () => now });
const lettersOf = async (id: AgentId) =>
  (await listBulletins(world.database.pool, id, 10)).map(({ content, target }) => ({
    content,
    target,
  }));

test("what came since somebody went is one letter, with numbers and places, and no words of customers", async () => {
  const ana = await away("assigned", "message", "queue");
  const given = await conversation({ assigneeId: ana, assignedAt: ago(7), waitingSince: ago(7) });
  const asked = await conversation({ assigneeId: ana, assignedAt: ago(50), waitingSince: ago(6) });
  expect(await send()).toHaveLength(1);
  const [letter] = await lettersOf(ana);
  expect(letter).toEqual({
    target: { kind: "mail", address: `${ana}@example.com` },
    content: {
      ...{ kind: "news", language: "en", counts: { assigned: 1, message: 1 } },
      conversations: [
        { id: given, protocol: given },
        { id: asked, protocol: asked },
      ],
    },
  });
  // Told is told.
  expect(await send()).toEqual([]);
  expect(await lettersOf(ana)).toHaveLength(1);
});

test("who is connected, who chose nothing of it, and what is minutes old are left alone", async () => {
  const [here, none, soon] = [
    await away("assigned"),
    await away("mention"),
    await away("assigned"),
  ];
  await conversation({ assigneeId: here, assignedAt: ago(7) });
  await conversation({ assigneeId: none, assignedAt: ago(7) });
  await conversation({ assigneeId: soon, assignedAt: ago(2) });
  await markSeen(world.database.pool, [here], []);
  expect(await send()).toEqual([]);
});

test("what was there before they went, and before they chose it, is no news", async () => {
  const ana = await away("assigned", "queue");
  await conversation({ assigneeId: ana, assignedAt: ago(11) });
  await world.database.pool.query(
    "insert into queue_members (queue_id, agent_id) values ($1, $2)",
    [world.queueId, ana],
  );
  await conversation({ arrivedAt: ago(11) });
  expect(await send()).toEqual([]);
  await conversation({ arrivedAt: ago(8) });
  expect(await send()).toHaveLength(1);
  expect((await lettersOf(ana))[0]?.content).toMatchObject({ counts: { queue: 1 } });
});

test("two processes that look at once write one letter", async () => {
  const ana = await away("assigned");
  await conversation({ assigneeId: ana, assignedAt: ago(7) });
  await Promise.all([send(), send(), send()]);
  expect(await lettersOf(ana)).toHaveLength(1);
});

test("chosen anew after nothing, it begins then", async () => {
  const ana = await away();
  await conversation({ assigneeId: ana, assignedAt: ago(7) });
  await saveNewsMail(world.database.pool, ana, { kinds: ["assigned"], language: "es" });
  expect(await findNewsMail(world.database.pool, ana)).toEqual({
    ...{ kinds: ["assigned"], language: "es" },
  });
  expect(await send()).toEqual([]);
});
