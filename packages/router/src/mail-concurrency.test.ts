import { asId, type InboxId } from "@circuito/domain";
import { contactKey, type Database, loadRoutingConfiguration } from "@circuito/store";
import { uuidv7 } from "uuidv7";
import { dryRun, typedMessage } from "./dry-run.ts";
import { parkOneByOne } from "./park-one-by-one.ts";
import { routeContactPoints } from "./route-contact-points.ts";
import { createMailWorld, type MailWorld } from "./testing/mail-world.ts";
import { silentLog } from "./testing/router-world.ts";

let world: MailWorld;
beforeEach(async () => {
  world = await createMailWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

test("routers that share conversations from many contact points never deadlock, and seq has no gaps", async () => {
  const conversations: string[] = [];
  for (const i of [1, 2, 3]) {
    await world.receive({ id: `r${i}@example.com`, from: `requester${i}@example.com` });
    conversations.push((await world.fate(`r${i}@example.com`)).conversationId);
  }
  const ours = await Promise.all(conversations.map((id) => world.answer(id)));
  // Twelve people, each writing into all three, in different orders.
  const keys = await Promise.all(
    Array.from({ length: 12 }, async (_, person) => {
      const order = person % 2 === 0 ? [0, 1, 2] : [2, 1, 0];
      return await world.accept(
        ...order.map((which) => ({
          id: `p${person}-${which}@example.net`,
          from: `person${person}@example.net`,
          inReplyTo: ours[which]?.mailId ?? "",
          subject: "Re: Pedido 12",
          text: `${person} ${which}`,
          references: ["shared-b@example.net", "shared-a@example.net", ours[which]?.mailId ?? ""],
        })),
      );
    }),
  );
  // All of them pile up behind somebody who holds the three, and go for them at the same moment.
  const holder = await world.database.pool.connect();
  await holder.query("begin");
  await holder.query("select 1 from conversations for update");
  const pairs = [0, 2, 4, 6, 8, 10].map((i) => keys.slice(i, i + 2).flat());
  const routed = Promise.all(pairs.map((some) => world.route(some)));
  await waitingForLocks(pairs.length);
  await holder.query("commit");
  holder.release();
  expect((await routed).map(({ rows }) => rows)).toEqual(pairs.map(() => 6));
  for (const id of conversations) {
    const rows = await world.rows<{ seq: number }>(
      "select seq from messages where conversation_id = $1 order by seq",
      [id],
    );
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 14 }, (_, i) => i + 1));
    expect(await world.rows("select last_seq from conversations where id = $1", [id])).toEqual([
      { last_seq: 14 },
    ]);
  }
});

/** Until so many connections wait for a lock; shorter than the lock's own time-out. */
async function waitingForLocks(count: number): Promise<void> {
  const deadline = Date.now() + 4_000;
  for (;;) {
    const rows = await world.rows(
      `select 1 from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows.length >= count) return;
    if (Date.now() > deadline) throw new Error(`only ${rows.length} wait for a lock`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test("a mail that cannot be saved is parked alone, and its neighbours are routed", async () => {
  const keys = await world.accept(
    { id: "1@example.com", text: "one" },
    { id: "2@example.com", text: "two" },
    { id: "3@example.com", text: "three" },
  );
  // An element as no connector of ours writes it.
  await world.rows(
    `update ledger set element = jsonb_set(element, '{mail,to}', 'null') where external_id = 'mid:2@example.com'`,
  );
  await expect(world.route(keys)).rejects.toThrow();
  const [key = ""] = keys;
  await parkOneByOne(world.database, key, world.route, silentLog);
  expect(await world.rows("select external_id, state from ledger order by id")).toEqual([
    { external_id: "mid:1@example.com", state: "routed" },
    { external_id: "mid:2@example.com", state: "parked" },
    { external_id: "mid:3@example.com", state: "routed" },
  ]);
});

test("a dry run says where a mail would go, and changes nothing", async () => {
  await world.receive({ id: "a1@example.com" });
  const { conversationId } = await world.fate("a1@example.com");
  const { mail } = world.element({ inReplyTo: "a1@example.com", subject: "Re: Pedido 12" });
  const input = {
    inboxId: asId<InboxId>(world.inboxId),
    channel: "email",
    from: "mailto:ana@example.com",
    text: "words",
    at: world.clock.at,
  } as const;
  const trialOf = (more: Partial<Parameters<typeof typedMessage>[0]> = {}) => ({
    message: typedMessage({ ...input, ...more }),
    at: world.clock.at,
  });
  const newId = () => "00000000-0000-7000-8000-000000000001";
  const joined = await dryRun(world.database, trialOf(mail && { mail }), newId);
  expect(joined).toMatchObject({ conversationId, trail: { thread: "stored-id" } });
  const plain = await dryRun(world.database, trialOf({ subject: "Hello" }), newId);
  expect(plain).toMatchObject({
    conversationId: undefined,
    trail: { thread: "names-no-conversation" },
  });
  const { mail: away } = world.element({ class: "out-of-office" });
  const suppressed = await dryRun(world.database, trialOf(away && { mail: away }), newId);
  expect(suppressed).toMatchObject({
    trail: { thread: "suppressed", mail: { because: "out-of-office" } },
  });
  expect(await world.rows("select 1 from messages")).toHaveLength(1);
});

test("a batch without mail asks nothing about mail", async () => {
  const smsInbox = asId<InboxId>("00000000-0000-7000-8000-00000000005a");
  await world.rows(
    "insert into inboxes (id, name, channel, settings) values ($1, 'SMS', 'sms', '{}')",
    [smsInbox],
  );
  await world.rows(
    `insert into ledger (inbox_id, external_id, kind, contact_key, content_hash, element, state)
      values ($1, 'm1', 'message', $2, '', $3, 'accepted')`,
    [
      smsInbox,
      contactKey("tel:+5511900000001"),
      JSON.stringify({ from: "tel:+5511900000001", text: "oi", media: [] }),
    ],
  );
  const statements: string[] = [];
  const watched: Database = {
    ...world.database,
    transaction: (work) =>
      world.database.transaction((tx) => {
        const client = new Proxy(tx.client, {
          get(target, property) {
            const value: unknown = Reflect.get(target, property);
            if (property !== "query" || typeof value !== "function") return value;
            return (query: { readonly name?: string }): unknown => {
              statements.push(query.name ?? "unnamed");
              return Reflect.apply(value, target, [query]);
            };
          },
        });
        return work({ ...tx, client });
      }),
  };
  await routeContactPoints(
    watched,
    [contactKey("tel:+5511900000001")],
    500,
    await loadRoutingConfiguration(world.database),
    { newId: uuidv7, now: Date.now },
  );
  expect(statements.sort()).toEqual([
    "begin-plans",
    "find-contacts-of-waiting-points",
    "insert-activities",
    "insert-contacts",
    "insert-conversations",
    "insert-identities",
    "insert-messages",
    "load-names",
    "load-unrouted",
    "lock-contact-points",
    "lock-conversations-of-waiting-points",
    "write-notices",
  ]);
});
