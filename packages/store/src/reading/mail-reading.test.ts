import { randomUUID } from "node:crypto";
import { type Database, openDatabase, type Queryable } from "../database.ts";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import { listPublicNewest } from "../transcript/index.ts";
import {
  allowPictures,
  findMailSource,
  findWholeMail,
  listMessagesBefore,
  loadMessageViews,
} from "./index.ts";

/* A busy conversation of mails among 20,000 others. */

const conversation = randomUUID();
let test_: TestDatabase;
let database: Database;
beforeAll(async () => {
  test_ = await createTestDatabase();
  database = openDatabase({ url: test_.url, connectionsMax: 4, applicationName: "mail reading" });
  await database.pool.query(`
    with inbox as (
      insert into inboxes (id, name, channel, settings) values (gen_random_uuid(), 'Ajuda', 'email', '{}')
      returning id
    ), contact as (
      insert into contacts (id, name) values (gen_random_uuid(), 'Ana') returning id
    )
    insert into conversations (id, protocol, inbox_id, channel, address, contact_id, status,
      waiting_on, level, priority, epoch, version, last_seq, last_public_seq, arrived_at)
    select '${conversation}', 'P-1', inbox.id, 'email', 'mailto:ana@example.com', contact.id, 'open',
      'agent', 1, 0, 0, 1, 20000, 20000, now() from inbox, contact;
    insert into messages (id, conversation_id, seq, previous_public_seq, direction, text)
      select gen_random_uuid(), '${conversation}', n, n - 1,
        case when n % 10 = 0 then 'note' when n % 2 = 0 then 'outbound' else 'inbound' end, 'texto ' || n
      from generate_series(1, 20000) n;
    insert into message_mails (message_id, subject, people, class, full_text, html)
      select id, 'Pedido', jsonb_build_object('from', jsonb_build_array(jsonb_build_object(
          'name', 'Ana', 'address', 'Ana' || (seq % 500) || '@example.com')),
          'replyTo', '[]'::jsonb, 'to', '[]'::jsonb, 'cc', '[]'::jsonb), 'human',
        repeat('palavra ', 1000), jsonb_build_object('version', 1, 'remoteImages', '["http://x.example"]'::jsonb)
      from messages where direction <> 'note';
    insert into ledger (inbox_id, external_id, kind, contact_key, content_hash, element, state, message_id)
      select c.inbox_id, m.id::text, 'message', 1, '', '{}', 'routed', m.id
      from messages m join conversations c on c.id = m.conversation_id;
    insert into picture_senders (sender, allowed_by)
      select 'ana' || n || '@example.com', gen_random_uuid() from generate_series(1, 100) n;
    analyze;
  `);
});
afterAll(async () => {
  await database.close();
  await test_.drop();
});

/** The plan of the very statement, caught on its way. */
async function planOf(read: (q: Queryable) => Promise<unknown>): Promise<string> {
  let plan = "";
  const explaining = {
    async query(config: { text: string; values: unknown[] }) {
      const { text, values } = config;
      const { rows } = await database.pool.query({ text: `explain ${text}`, values });
      plan = rows.map((row) => Object.values(row).join()).join("\n");
      return database.pool.query(config);
    },
  };
  await read(explaining as never);
  return plan;
}

async function someMail(): Promise<string> {
  const { rows } = await database.pool.query<{ id: string }>(
    "select message_id as id from message_mails limit 1 offset 700",
  );
  return rows[0]?.id ?? "";
}

test("no reading of mails reads a table from end to end", async () => {
  const id = await someMail();
  const plans = await Promise.all([
    planOf((q) => listMessagesBefore(q, conversation, undefined, 50)),
    planOf((q) => loadMessageViews(q, [id])),
    planOf((q) => findWholeMail(q, id)),
    planOf((q) => findMailSource(q, id)),
    planOf((q) => allowPictures(q, id, randomUUID())),
  ]);
  for (const plan of plans)
    expect(plan).not.toMatch(/Seq Scan on (messages|message_mails|ledger)\b/);
});

test("a list of messages brings of a mail nothing that is large", async () => {
  const { items } = await listMessagesBefore(database.pool, conversation, undefined, 50);
  const mails = items.filter(({ mail }) => mail !== null);
  expect(mails).toHaveLength(45);
  expect(mails[0]?.mail).toMatchObject({ hasMore: true, hasHtml: true, remoteImages: 1 });
  expect(JSON.stringify(items)).not.toContain("palavra");
  expect(items.filter(({ mail }) => mail === null).every((m) => m.direction === "note")).toBe(true);
});

test("a sender is allowed whatever the case of their address, and nobody else with them", async () => {
  const { items } = await listMessagesBefore(database.pool, conversation, undefined, 200);
  for (const { seq, mail } of items) {
    if (!mail) continue;
    expect({ seq, allowed: mail.allowsPictures }).toEqual({
      seq,
      allowed: seq % 500 >= 1 && seq % 500 <= 100,
    });
  }
});

test("the mails of the sender that may be on a screen are told, and the asked one", async () => {
  const { items } = await listMessagesBefore(database.pool, conversation, 402, 1);
  const told = await allowPictures(database.pool, items[0]?.id ?? "", randomUUID());
  const views = await loadMessageViews(database.pool, told);
  expect(views.map(({ seq }) => seq)).toEqual([401, 19_901]);
});

test("a mail that names no sender is allowed alone", async () => {
  const { rows } = await database.pool.query<{ id: string }>(
    `update message_mails set people = jsonb_set(people, '{from}', '[]')
      where message_id in (select id from messages where seq in (1, 3)) returning message_id as id`,
  );
  const [one, other] = rows.map(({ id }) => id);
  expect(await allowPictures(database.pool, one ?? "", randomUUID())).toEqual([one]);
  expect(await allowPictures(database.pool, randomUUID(), randomUUID())).toEqual([]);
  const views = await loadMessageViews(database.pool, [one ?? "", other ?? ""]);
  const allowed = views.filter(({ mail }) => mail?.allowsPictures).map(({ id }) => id);
  expect(allowed).toEqual([one]);
});

test("what a customer may see has no notes and nothing of a mail but its words", async () => {
  const shown = await listPublicNewest(database.pool, conversation, 50);
  expect(shown).toHaveLength(50);
  for (const message of shown) {
    expect(message.seq % 10).not.toBe(0);
    expect(Object.keys(message).sort()).toEqual([
      ...[
        "agentName",
        "asks",
        "choices",
        "clientId",
        "createdAt",
        "direction",
        "id",
        "previousPublicSeq",
      ],
      ...["seq", "status", "text"],
    ]);
  }
});
