import { type Database, openDatabase } from "../database.ts";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import { listInboxTraffic } from "./inbox-traffic.ts";

const BUSY = "d0000000-0000-7000-8000-000000000001";
const DORMANT = "d0000000-0000-7000-8000-000000000002";
const NEW = "d0000000-0000-7000-8000-000000000003";

/** Enough that whoever reads all of it shows in the plan. */
const ROWS = 20_000;

let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const { url } = testDatabase;
  database = openDatabase({ url, connectionsMax: 4, applicationName: "traffic test" });
  const { pool } = database;
  await pool.query(`insert into inboxes (id, name, channel, settings, created_at) values
      ('${BUSY}', 'SMS', 'sms', '{}', now() - interval '3 days'),
      ('${DORMANT}', 'E-mail', 'email', '{}', now() - interval '2 days'),
      ('${NEW}', 'Chat', 'webchat', '{}', now())`);
  const client = await pool.connect();
  // What went through is told by the ledger and the deliveries alone: there is no message behind them.
  await client.query("set session_replication_role = replica");
  await client.query(
    `insert into ledger (inbox_id, external_id, kind, contact_key, content_hash, element, state, received_at)
      select (case when n = 1 then '${DORMANT}' else '${BUSY}' end)::uuid, 'in-' || n,
        case when n % 7 = 0 then 'receipt' else 'message' end, n, '', '{}',
        case when n % 1000 = 500 then 'parked' else 'routed' end,
        timestamptz '2026-03-01T00:00:00Z' + n * interval '1 second'
      from generate_series(1, $1::int) n`,
    [ROWS],
  );
  await client.query(
    `insert into ledger (inbox_id, external_id, kind, contact_key, content_hash, element, state, received_at)
      select '${BUSY}', 'late-' || n, 'message', n, '', '{}', 'parked', now() - interval '1 hour'
      from generate_series(1, 3) n`,
  );
  await client.query(
    `insert into deliveries (message_id, conversation_id, inbox_id, seq, status, next_attempt_at, updated_at)
      select gen_random_uuid(), gen_random_uuid(), '${BUSY}', 1,
        case when n <= 4 then 'queued' when n <= 9 then 'failed' when n = 10 then 'unknown'
          when n <= 30 then 'failed' else 'sent' end,
        now(), case when n <= 10 then now() - interval '2 hours' else now() - interval '9 days' end
      from generate_series(1, $1::int) n`,
    [ROWS],
  );
  await client.query("analyze ledger, deliveries, inboxes");
  client.release(true);
}, 200_000);
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

test("of every inbox: when it last heard somebody, what waits, and what failed in a day", async () => {
  const heard = (n: number) => Date.parse("2026-03-01T00:00:00Z") + n * 1_000;
  const last = ROWS % 7 === 0 ? ROWS - 1 : ROWS;
  expect(await listInboxTraffic(database.pool)).toEqual([
    { inboxId: BUSY, lastInAt: heard(last), waiting: 4, parked: 3, failed: 6 },
    { inboxId: DORMANT, lastInAt: heard(1), waiting: 0, parked: 0, failed: 0 },
    { inboxId: NEW, lastInAt: null, waiting: 0, parked: 0, failed: 0 },
  ]);
});

test("it reads neither the ledger nor the deliveries as a whole", async () => {
  let plan = "";
  const explaining = {
    async query(config: { text: string }) {
      const { rows } = await database.pool.query(`explain (analyze, buffers) ${config.text}`);
      plan = rows.map((row) => Object.values(row).join()).join("\n");
      return database.pool.query(config);
    },
  };
  await listInboxTraffic(explaining as never);
  expect(plan).not.toMatch(/Seq Scan on (ledger|deliveries)/);
  expect(plan).toMatch(/Index (Only )?Scan( Backward)? using ledger_heard/);
});
