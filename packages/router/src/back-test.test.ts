import { asId, type RoutingRule } from "@circuito/domain";
import {
  contactKey,
  createLedgerWriter,
  type Database,
  findReceivedMessage,
  findRulesInForce,
  ledgerEntry,
  loadRoutingConfiguration,
  openDatabase,
} from "@circuito/store";
import { createTestDatabase } from "@circuito/store/testing";
import { uuidv7 } from "uuidv7";
import { type BackTestLine, backTest } from "./back-test.ts";
import { dryRun } from "./dry-run.ts";
import { routeContactPoints } from "./route-contact-points.ts";
import { fillRoutedWorld, type RoutedWorld, sender } from "./testing/routed-world.ts";
import { sms } from "./testing/router-world.ts";

/** Past: back-tests look back from a now that is later. */
const BEGAN = Date.UTC(2026, 5, 1, 14);
const MINUTE = 60_000;
const MESSAGES = 230;
const TEXTS = ["boleto vencido", "pedido #123", "¿dónde está mi paquete?", "o app não abre", "12"];

let database: Database;
let world: RoutedWorld;
let drop: () => Promise<void>;
let inForce: readonly RoutingRule[];
beforeAll(async () => {
  const test = await createTestDatabase();
  drop = test.drop;
  database = openDatabase({ url: test.url, connectionsMax: 6, applicationName: "back-test" });
  world = await fillRoutedWorld(database);
  inForce = (await findRulesInForce(database.pool)).rules;
  await routeAll();
});
afterAll(async () => {
  await database.close();
  await drop();
});

/** One conversation a minute, each from somebody else. */
async function routeAll(): Promise<void> {
  const writer = createLedgerWriter(database);
  const configuration = await loadRoutingConfiguration(database);
  const entries = Array.from({ length: MESSAGES }, (_, at) =>
    ledgerEntry(world.inboxes.sms, sms(`m${at}`, textOf(at), { from: sender("sms", at) })),
  );
  await writer.append(entries);
  await database.pool.query(
    `update ledger set received_at = $1::timestamptz
      + substr(external_id, 2)::int * interval '1 minute'`,
    [new Date(BEGAN).toISOString()],
  );
  for (let at = 0; at < MESSAGES; at += 1) {
    await routeContactPoints(database, [contactKey(sender("sms", at))], 10, configuration, {
      newId: uuidv7,
      now: () => BEGAN + at * MINUTE + 1_000,
    });
  }
}
const textOf = (at: number): string => TEXTS[at % TEXTS.length] ?? "";

async function run(
  rules: readonly RoutingRule[],
  { from = BEGAN, to = BEGAN + MESSAGES * MINUTE, limit = 10_000 } = {},
) {
  const lines: BackTestLine[] = [];
  for await (const line of backTest(database, { version: 2, rules }, { from, to }, limit)) {
    lines.push(line);
  }
  const table = lines.at(-1);
  if (table?.kind !== "table") throw new Error("no table came");
  return { lines, table };
}

test("the rules that routed say of the past what they did, and move nothing", async () => {
  const { table, lines } = await run(inForce);
  expect(table).toMatchObject({ conversations: MESSAGES, moved: 0, changed: 0, complete: true });
  // Of long queues nobody wrote down how long they were: those that went there are told apart.
  const elsewhere = table.rows.filter(({ went, goes }) => went !== goes);
  expect(elsewhere.every(({ went, goes }) => [went, goes].includes(world.queues.experts))).toBe(
    true,
  );
  expect(table.rows.reduce((sum, { count }) => sum + count, 0)).toBe(MESSAGES);
  expect(lines.filter(({ kind }) => kind === "progress")).toHaveLength(3);
});

test("of whom the menu asked first, all that they wrote and chose is held against the rules", async () => {
  const configuration = await loadRoutingConfiguration(database);
  const { inboxes, queues } = world;
  const from = sender("webchat", 1);
  const began = BEGAN - 60 * MINUTE;
  for (const [at, text] of ["é sobre o pedido #77", "1"].entries()) {
    await createLedgerWriter(database).append([
      ledgerEntry(inboxes.webchat, sms(`w${at}`, text, { from })),
    ]);
    await routeContactPoints(database, [contactKey(from)], 10, configuration, {
      newId: uuidv7,
      now: () => began + at * MINUTE,
    });
  }
  const { rows } = await database.pool.query("select tags from conversations where address = $1", [
    from,
  ]);
  expect(rows).toEqual([{ tags: ["menu"] }]);
  await database.pool.query("update conversations set arrived_at = $2 where address = $1", [
    from,
    new Date(began).toISOString(),
  ]);

  const between = { from: began, to: began + MINUTE };
  const { table } = await run(inForce, between);
  const { finance } = queues;
  expect(table.rows).toMatchObject([{ went: finance, goes: finance, wouldGo: finance, count: 1 }]);
  const [menu, numbered] = ["menuAnswer", "patterns"].map((name) =>
    inForce.find(({ condition }) => name in condition),
  );
  expect(table.rules).toEqual([{ ruleId: menu?.id, goes: 1, wouldGo: 1 }]);
  // Without the menu's rule the number in their words decides, which the answer "1" does not have.
  const without = await run(
    inForce.filter(({ id }) => id !== menu?.id),
    between,
  );
  expect(without.table.rules).toContainEqual({ ruleId: numbered?.id, goes: 0, wouldGo: 1 });
});

test("a draft's moves are counted by way and by rule, with examples", async () => {
  const { solvers, finance } = world.queues;
  const everything: RoutingRule = {
    id: asId(uuidv7()),
    name: "everything",
    enabled: true,
    condition: { words: ["boleto"] },
    action: { to: { queueId: solvers }, priority: 9 },
  };
  const { table } = await run([everything, ...inForce]);
  const [first] = table.rows;
  const boletos = MESSAGES / TEXTS.length;
  expect(first).toMatchObject({ goes: finance, wouldGo: solvers, count: boletos });
  expect(first?.examples).toHaveLength(5);
  expect(first?.examples[0]?.arrivedAt).toBeGreaterThan(first?.examples[4]?.arrivedAt ?? 0);
  expect(table.moved).toBe(boletos);
  expect(table.rules).toContainEqual({ ruleId: everything.id, goes: 0, wouldGo: boletos });
  const higher = inForce.map((rule) =>
    rule.condition.patterns ? { ...rule, action: { ...rule.action, priority: 7 } } : rule,
  );
  const { table: raised } = await run(higher);
  expect(raised).toMatchObject({ moved: 0, changed: boletos });
});

test("time and limit bound what is read, the newest first, and the table says so", async () => {
  const part = await run(inForce, { from: BEGAN + 10 * MINUTE, to: BEGAN + 30 * MINUTE });
  expect(part.table).toMatchObject({ conversations: 20, complete: true });
  const some = await run(inForce, { limit: 120 });
  expect(some.table).toMatchObject({ conversations: 120, complete: false });
  expect(some.lines[0]).toMatchObject({ read: 100 });
});

test("what was erased is passed over: nothing is left to decide it by", async () => {
  const { pool } = database;
  const one = [sender("sms", 3)];
  const kept = await pool.query<{ id: string; element: object }>(
    `select l.id, l.element from ledger l join messages m on m.ledger_id = l.id
       join conversations c on c.id = m.conversation_id where c.address = any($1)`,
    [one],
  );
  const [row] = kept.rows;
  await pool.query("update ledger set element = '{}' where id = $1", [row?.id]);
  try {
    const { table } = await run(inForce);
    expect(table).toMatchObject({ conversations: MESSAGES - 1, moved: 0 });
  } finally {
    await pool.query("update ledger set element = $2 where id = $1", [row?.id, row?.element]);
  }
});

test("it waits for nobody who routes, and nobody waits for it", async () => {
  await database.transaction(async ({ client: router }) => {
    await router.query("select 1 from conversations for update");
    await router.query("update ledger set trail = trail");
    const lines = backTest(
      database,
      { version: 2, rules: inForce },
      { from: BEGAN, to: BEGAN + MESSAGES * MINUTE },
      10_000,
    );
    await lines.next();
    // Between its pages it holds nothing that a router wants. The server's own vacuum may.
    const { rows } = await router.query(
      `select count(*)::int as held
         from pg_locks l
         join pg_class c on c.oid = l.relation
         join pg_stat_activity a on a.pid = l.pid and a.backend_type = 'client backend'
        where c.relname in ('conversations', 'ledger', 'messages') and l.pid <> pg_backend_pid()`,
    );
    expect(rows).toEqual([{ held: 0 }]);
    for await (const line of lines) expect(line).toBeDefined();
  });
});

test("a message that came can be tried again, as it was when it came", async () => {
  const { rows } = await database.pool.query<{ id: string }>(
    "select m.id from messages m join ledger l on l.message_id = m.id where l.external_id = 'm0'",
  );
  const received = await findReceivedMessage(database.pool, rows[0]?.id ?? "");
  if (!received) throw new Error("no such message");
  expect(received).toMatchObject({ returning: false, went: { queueId: world.queues.finance } });
  const tried = await dryRun(
    database,
    {
      message: received.message,
      at: received.message.receivedAt,
      known: { returning: received.returning },
    },
    uuidv7,
  );
  expect(tried.route).toMatchObject({
    ruleId: received.went?.ruleId,
    requiredSkills: { billing: 2 },
  });
  expect(tried.facts).toMatchObject({ returning: false, open: true, language: "pt" });
  // It is in a conversation by now, which is where the same words would go.
  expect(tried.conversationId).toBe(received.conversationId);
});
