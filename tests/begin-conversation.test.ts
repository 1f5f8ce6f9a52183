import { randomBytes, randomUUID } from "node:crypto";
import { type BeginDesk, type Begun, begin, type Refusal } from "../packages/desk/src/index.ts";
import { type AgentId, asId, type Principal } from "../packages/domain/src/index.ts";
import { startDelivery, startRouter } from "../packages/router/src/index.ts";
import {
  createRouterWorld,
  noFiles,
  type RouterWorld,
  silentLog,
  sms,
} from "../packages/router/src/testing/router-world.ts";
import {
  claimDeliveries,
  createTombstoneSeal,
  recoverExpired,
  schema,
} from "../packages/store/src/index.ts";
import { until } from "./email/until.ts";

/* One of us writes first, while the customer does, and while processes die. */

const CUSTOMERS = 40;
/** Of any one wait; a machine under load takes seconds. */
const WAIT_MAX_MS = 20_000;

let world: RouterWorld;
let desk: BeginDesk;
const tombstones = createTombstoneSeal(randomBytes(32));
const ana: AgentId = asId(randomUUID());
let who: Principal;
beforeEach(async () => {
  world = await createRouterWorld();
  const { database, bus, newId, now } = world;
  await database.drizzle.insert(schema.agents).values({
    ...{ id: ana, name: "Ana", email: "ana@example.com", passwordHash: "none", role: "agent" },
    capacity: 6,
  });
  desk = { database, jobs: bus.jobs, wake: bus.wake, newId, now, tombstones };
  who = { kind: "agent", id: ana, name: "Ana", role: "agent", queueIds: [world.queueId] };
});
afterEach(() => world[Symbol.asyncDispose]());

const write = (address: `tel:${string}`): Promise<Begun | Refusal> =>
  begin(desk, who, {
    ...{ inboxId: world.inboxId, address, clientId: randomUUID(), text: "Seu pedido chegou." },
    wantsTemplates: false,
  });

async function rows<T>(text: string, values: unknown[] = []): Promise<T[]> {
  return (await world.database.pool.query(text, values)).rows;
}

/** The routers have begun to put into conversations what came. */
async function firstRouted(): Promise<void> {
  const isOne = async () =>
    (await rows("select from ledger where state = 'routed' limit 1")).length > 0;
  await until(isOne, WAIT_MAX_MS);
}

test("a customer who writes at the same moment is in one conversation with us, and nothing is lost", async () => {
  for (let n = 0; n < 3; n += 1) await startRouter({ ...world, log: silentLog });
  const addresses = Array.from(
    { length: CUSTOMERS },
    (_, n) => `tel:+55119900${1000 + n}` as const,
  );
  const all = await Promise.all(
    addresses.map(async (from, n) => {
      const theirs = world.receive(sms(`m${n}`, "Meu pedido já chegou?", { from }));
      // Of every other one we begin as the routers get to what came: so either may be first.
      if (n % 2 === 0) await theirs.then(firstRouted);
      const begun = await write(from);
      await theirs;
      return begun;
    }),
  );
  await world.routed();

  const found = await rows<{ id: string; address: string; said: string[]; seqs: number[] }>(
    `select c.id, c.address, array_agg(m.direction order by m.seq) as said,
       array_agg(m.seq order by m.seq) as seqs
     from conversations c join messages m on m.conversation_id = c.id
     group by c.id order by c.address`,
  );
  expect(found.map(({ address }) => address)).toEqual(addresses);
  expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(["done", "refused"]));
  for (const [n, { id, said, seqs }] of found.entries()) {
    const ours = all[n];
    expect(seqs).toEqual(said.map((_, at) => at + 1));
    expect(said.filter((one) => one === "inbound")).toHaveLength(1);
    if (ours?.kind === "done") {
      // Ours was first: theirs joined it.
      expect(ours.conversationId).toBe(id);
      expect(said[0]).toBe("outbound");
    } else {
      // Theirs was first: we were led to it, and said nothing a second time.
      expect(ours).toMatchObject({ because: "another-is-open", openId: id });
      expect(said).toEqual(["inbound"]);
    }
  }
});

test("the customer's answer comes to who began, and to nobody's queue", async () => {
  await startRouter({ ...world, log: silentLog });
  const from = "tel:+551199002000";
  const begun = await write(from);
  expect(await rows("select evidence from identities")).toEqual([{ evidence: "agent-asserted" }]);
  await world.receive(sms("answer", "Que bom!", { from }));
  await world.routed();
  // Whoever writes from an address has it.
  expect(await rows("select evidence from identities")).toEqual([{ evidence: "channel-proven" }]);
  const [conversation] = await rows<object>(
    "select assignee_id, waiting_on, status, last_seq from conversations",
  );
  expect(begun.kind).toBe("done");
  expect(conversation).toEqual({
    ...{ assignee_id: ana, waiting_on: "agent", status: "open", last_seq: 2 },
  });
});

test("an answer under the number's other spelling is in the conversation that was begun", async () => {
  await rows("update inboxes set channel = 'whatsapp'");
  await startRouter({ ...world, log: silentLog });
  const begun = await write("tel:+5511988887777");
  await world.receive(sms("answer", "Oi!", { from: "tel:+551188887777" }));
  await world.routed();
  const all = await rows<object>("select id, last_seq, assignee_id from conversations");
  const id = begun.kind === "done" ? begun.conversationId : undefined;
  expect(all).toEqual([{ id, last_seq: 2, assignee_id: ana }]);
});

test("what dies while it is sent is in doubt, and is not sent again by itself", async () => {
  const begun = await write("tel:+551199003000");
  const messageId = begun.kind === "done" ? begun.messageId : undefined;
  const { pool } = world.database;
  const [claimed] = await claimDeliveries(pool, { leaseMs: -1, limit: 1 });
  expect(claimed).toMatchObject({ messageId, to: "tel:+551199003000" });
  // Its process sent it, or did not: nobody will ever know.
  await rows("update deliveries set status = 'submitting'");
  expect(await recoverExpired(pool)).toEqual([messageId]);
  expect(await rows("select status from deliveries")).toEqual([{ status: "unknown" }]);
  expect(await claimDeliveries(pool, { leaseMs: 60_000, limit: 1 })).toEqual([]);
});

test("what dies before it was handed over is sent later, once", async () => {
  await write("tel:+551199004000");
  const { pool } = world.database;
  await claimDeliveries(pool, { leaseMs: -1, limit: 1 });
  await recoverExpired(pool);
  const sent: string[] = [];
  const isSent = new Promise<void>((resolve) => {
    void startDelivery({
      ownedInboxes: async () => new Set(),
      ...world,
      log: silentLog,
      files: noFiles,
      askUrl: (ask) => `https://x.example/a/${ask}`,
      resolveConnector: async () => ({
        connector: {
          send: async ({ text }) => {
            sent.push(text);
            resolve();
            return { externalId: "out" };
          },
        },
        capabilities: { textLengthMax: 1_600 },
      }),
    });
  });
  await isSent;
  expect(sent).toEqual(["Seu pedido chegou."]);
});
