import { asId, type Principal, type QueueId } from "@circuito/domain";
import { type Database, openDatabase } from "../database.ts";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import {
  type ConversationFilter,
  type Cursor,
  listContacts,
  listConversations,
  listLedger,
  listMessagesAfter,
  listMessagesBefore,
  listQueues,
  parseCursor,
  readBalance,
} from "./index.ts";

/* A contact center of some size: 40,000 contacts, 8,000 conversations, of which 600 are open. */

const uuid = (kind: string, n: number | string) =>
  `${kind}0000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const queue = (n: number) => asId<QueueId>(uuid("b", n));
const agent: Principal = {
  kind: "agent",
  id: asId(uuid("a", 2)),
  name: "Ana",
  role: "agent",
  queueIds: [queue(0)],
};
const supervisor: Principal = { ...agent, role: "supervisor", queueIds: [] };

let test_: TestDatabase;
let database: Database;
beforeAll(async () => {
  test_ = await createTestDatabase();
  database = openDatabase({ url: test_.url, connectionsMax: 4, applicationName: "reading test" });
  await database.pool.query(`
    insert into inboxes (id, name, channel, settings) values
      ('${uuid("d", 1)}', 'SMS', 'sms', '{}'), ('${uuid("d", 2)}', 'Chat', 'webchat', '{}');
    insert into queues (id, name, level, role, position)
      select ('b0000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'fila ' || n, 1, 'solver', n
      from generate_series(0, 3) n;
    insert into agents (id, name, email, password_hash, role)
      select ('a0000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Agente ' || n,
        'a' || n || '@example.com', '', 'agent' from generate_series(1, 20) n;
    insert into queue_members (queue_id, agent_id) select '${queue(0)}', id from agents;
    insert into contacts (id, name, created_at)
      select ('e0000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Cliente ' || n,
        now() - n * interval '1 minute' from generate_series(1, 40000) n;
    insert into conversations (id, protocol, inbox_id, channel, address, contact_id, status,
      waiting_on, queue_id, level, priority, assignee_id, epoch, version, last_seq,
      last_public_seq, arrived_at, last_message_at, waiting_since, resolved_at, title)
    select ('c0000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'P-' || n,
      '${uuid("d", 1)}', 'sms', 'tel:+5511' || (900000000 + n),
      ('e0000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid,
      case when n <= 600 then 'open' when n <= 5000 then 'resolved' else 'closed' end,
      case when n <= 300 then 'agent' else 'customer' end,
      ('b0000000-0000-7000-8000-' || lpad((n % 4)::text, 12, '0'))::uuid, 1,
      case when n % 50 = 0 then 5 else 0 end,
      case when n % 3 = 0 and n <= 600
        then ('a0000000-0000-7000-8000-' || lpad((1 + n % 20)::text, 12, '0'))::uuid end,
      0, 1, 0, 0, now() - n * interval '1 minute', now() - (n / 2) * interval '1 minute',
      case when n <= 300 then now() - (n / 4) * interval '1 minute' end,
      case when n > 600 then now() - n * interval '1 minute' end,
      case when n = 77 then '100% de_sconto' end
    from generate_series(1, 8000) n;
    insert into sla_promises (conversation_id, next_due_at, next_measure)
      select id, case when n % 3 > 0 then now() + (n * 7919 % 601) * interval '1 minute' end,
        'first-response'
      from (select id, split_part(protocol, '-', 2)::int as n from conversations) c
      where n <= 600 and n % 5 > 0;
    insert into messages (id, conversation_id, seq, previous_public_seq, direction, text)
      select gen_random_uuid(), '${uuid("c", 1)}', n, n - 1, 'outbound', 'palavra ' || n
      from generate_series(1, 500) n;
    analyze;
  `);
}, 30_000);
afterAll(async () => {
  await database.close();
  await test_.drop();
});

async function pages(
  filter: ConversationFilter,
  viewer: Principal,
  limit: number,
  pagesMax = Number.POSITIVE_INFINITY,
) {
  const seen = [];
  let cursor: Cursor | undefined;
  for (let page = 0; page < pagesMax; page++) {
    const { items, nextCursor } = await listConversations(database.pool, filter, viewer, {
      after: cursor,
      limit,
      now: Date.now(),
    });
    seen.push(...items);
    if (nextCursor === null) return seen;
    cursor = parseCursor(nextCursor);
    if (!cursor) throw new Error("a cursor of ours was not read back");
  }
  return seen;
}

test("to do: priority first, then who waits longest; pages neither overlap nor leave out", async () => {
  const all = await pages({ group: "to-do" }, supervisor, 7);
  expect(all).toHaveLength(300);
  expect(new Set(all.map((c) => c.id)).size).toBe(300);
  for (const [index, next] of all.entries()) {
    const before = all[index - 1];
    if (!before) continue;
    const longer = (before.waitingSince ?? 0) <= (next.waitingSince ?? 0);
    expect(before.priority > next.priority || (before.priority === next.priority && longer)).toBe(
      true,
    );
  }
});

test.each([
  ["waiting", { group: "waiting" }, 300, "lastMessageAt"],
  ["resolved", { group: "resolved" }, 140, "resolvedAt"],
  ["everything", {}, 140, "arrivedAt"],
] as const)("%s: the newest first, page after page", async (_, filter, count, by) => {
  const all = await pages(filter, supervisor, 20, count / 20);
  expect(new Set(all.map((c) => c.id)).size).toBe(count);
  const instants = all.map((c) => c[by] ?? 0);
  expect(instants).toEqual([...instants].sort((a, b) => b - a));
});

test.each([
  ["a supervisor", supervisor],
  ["an agent", agent],
] as const)(
  "what breaks next comes first, what nothing was promised of after all that, page after page: %s",
  async (_, viewer) => {
    const filter = { group: "to-do", order: "next-breach" } as const;
    const all = await pages(filter, viewer, 7);
    const ranks = all.map(({ nextDue }) => nextDue?.at ?? Number.POSITIVE_INFINITY);
    expect(ranks).toEqual([...ranks].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
    expect(new Set(ranks).has(Number.POSITIVE_INFINITY)).toBe(true);
    const whole = await pages(filter, viewer, 1_000);
    expect(all.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
    expect(all.length).toBe((await pages({ group: "to-do" }, viewer, 1_000)).length);
  },
);

test("an agent sees what is in their queues or theirs, whatever they filter by", async () => {
  const seen = await pages({ status: "open" }, agent, 200);
  expect(seen.length).toBeGreaterThan(150);
  for (const { queueId, assignee } of seen) {
    expect(queueId === queue(0) || assignee?.id === agent.id).toBe(true);
  }
  expect(seen.some(({ queueId }) => queueId !== queue(0))).toBe(true);
  expect(await pages({ queueId: queue(1), assigneeId: "none" }, agent, 200)).toEqual([]);
});

test.each([
  ["a name", "cliente 7999", [7_999]],
  ["part of a number", "+5511900000077", [77]],
  ["a protocol", "P-2345", [2_345]],
  ["wildcards, which are only characters", "100% de_", [77]],
  ["wildcards that fit nothing", "100_ de%", []],
  ["a backslash", "\\", []],
  ["a quote", "' or true --", []],
])("search by %s", async (_, search, found) => {
  const seen = await pages({ search }, supervisor, 200);
  expect(seen.map(({ id }) => id)).toEqual(found.map((n) => uuid("c", n)));
});

test.each(["", "AAAA", "MCAwIDc=", "x".repeat(200)])("a forged cursor %j is none", (text) => {
  const cursor = parseCursor(text);
  if (cursor) expect(cursor).toEqual({ rank: 0, at: 0, id: "7" });
  else expect(cursor).toBeUndefined();
});

test("messages are paged back from the newest, and on from a gap", async () => {
  const id = uuid("c", 1);
  const newest = await listMessagesBefore(database.pool, id, undefined, 50);
  expect(newest.items.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, n) => 451 + n));
  expect(newest.hasMore).toBe(true);
  const first = await listMessagesBefore(database.pool, id, 11, 50);
  expect(first.items.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(first.hasMore).toBe(false);
  const gap = await listMessagesAfter(database.pool, id, 100, 3);
  expect(gap.items.map(({ seq }) => seq)).toEqual([101, 102, 103]);
  expect(gap.hasMore).toBe(true);
  expect((await listMessagesAfter(database.pool, id, 497, 3)).hasMore).toBe(false);
});

test("contacts are found by the whole address and listed newest first", async () => {
  const { items, nextCursor } = await listContacts(database.pool, {}, undefined, 3);
  expect(items.map(({ name }) => name)).toEqual(["Cliente 1", "Cliente 2", "Cliente 3"]);
  const cursor = parseCursor(nextCursor ?? "");
  const more = await listContacts(database.pool, {}, cursor, 2);
  expect(more.items.map(({ name }) => name)).toEqual(["Cliente 4", "Cliente 5"]);
  const none = await listContacts(database.pool, { address: "tel:%" }, undefined, 3);
  expect(none.items).toEqual([]);
});

test("a queue tells who waits in it, and since when", async () => {
  const queues = await listQueues(database.pool);
  expect(queues).toHaveLength(4);
  expect(queues.reduce((sum, { waiting }) => sum + waiting, 0)).toBe(400);
  expect(queues[0]?.oldestWaitingSince).toBeLessThan(Date.now() - 500 * 60_000);
});

test("the ledger balances per channel, repeats included, and shows a row in no known state", async () => {
  await database.pool.query(`
    insert into ledger (inbox_id, external_id, kind, contact_key, content_hash, element, state)
      select '${uuid("d", 1)}', 'm' || n, 'message', 0, '', '{}',
        (array['routed','suppressed','parked','accepted'])[1 + n % 4] from generate_series(1, 40) n;
    insert into ledger_duplicates (ledger_id, inbox_id) select id, inbox_id from ledger limit 7;
  `);
  const balanced = { routed: 10, suppressed: 10, parked: 10, inFlight: 10, duplicate: 7 };
  expect(await readBalance(database.pool)).toEqual([
    { channel: "sms", received: 47, ...balanced, difference: 0 },
    {
      channel: "webchat",
      received: 0,
      routed: 0,
      suppressed: 0,
      parked: 0,
      inFlight: 0,
      duplicate: 0,
      difference: 0,
    },
  ]);
  await database.pool.query("update ledger set state = 'lost' where external_id = 'm4'");
  expect(await readBalance(database.pool)).toMatchObject([{ difference: 1 }, { difference: 0 }]);
});

test("a message's timeline counts how often it came again", async () => {
  const rows = await listLedger(database.pool, { externalId: "m1" }, undefined, 10);
  expect(rows).toMatchObject({
    items: [{ externalId: "m1", duplicates: 1, payloadSha256: null }],
    nextCursor: null,
  });
  const seen = [];
  let cursor: Cursor | undefined;
  do {
    const page = await listLedger(database.pool, {}, cursor, 9);
    seen.push(...page.items.map(({ id }) => Number(id)));
    cursor = page.nextCursor === null ? undefined : parseCursor(page.nextCursor);
  } while (cursor);
  expect(seen).toEqual(Array.from({ length: 40 }, (_, n) => 40 - n));
});

test.each([
  ["to do, an agent", { group: "to-do" }, agent],
  ["to do, a supervisor", { group: "to-do" }, supervisor],
  ["what breaks next, an agent", { group: "to-do", order: "next-breach" }, agent],
  ["what breaks next, a supervisor", { group: "to-do", order: "next-breach" }, supervisor],
  ["the longest wait, a supervisor", { group: "to-do", order: "longest-wait" }, supervisor],
  ["waiting, an agent", { group: "waiting" }, agent],
  ["resolved, a supervisor", { group: "resolved" }, supervisor],
  ["resolved, an agent", { group: "resolved" }, agent],
  ["everything, a supervisor", {}, supervisor],
  ["of one contact", { contactId: uuid("e", 5) }, supervisor],
] as const)("the list of %s reads no table from end to end", async (_, filter, viewer) => {
  const plan = await planOf(filter, viewer);
  expect(plan).not.toContain("Seq Scan on conversations");
  expect(plan).not.toContain("Seq Scan on contacts");
});

/** The plan of the very statement, caught on its way. */
async function planOf(filter: ConversationFilter, viewer: Principal): Promise<string> {
  let plan = "";
  const explaining = {
    async query(config: { text: string; values: unknown[] }) {
      const { rows } = await database.pool.query({
        text: `explain ${config.text}`,
        values: config.values,
      });
      plan = rows.map((row) => Object.values(row).join()).join("\n");
      return database.pool.query(config);
    },
  };
  await listConversations(explaining as never, filter, viewer, {
    after: undefined,
    limit: 50,
    now: Date.now(),
  });
  return plan;
}
