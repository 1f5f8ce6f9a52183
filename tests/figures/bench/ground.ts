import pg from "pg";

/** A service of some size: what a past is generated on. */
const INBOXES = ["whatsapp", "whatsapp", "email", "email", "webchat", "sms"];
const SOLVERS = 8;
const AREAS = 8;
const AGENTS = 200;
const CATEGORIES = 30;

/** Fills a migrated, empty database with inboxes, queues, people and categories; the same every time. */
export async function writeGround(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `insert into inboxes (id, name, channel, settings)
       select md5('inbox ' || n)::uuid, channel || ' ' || n, channel, '{}'
       from unnest($1::text[]) with ordinality i(channel, n)`,
      [INBOXES],
    );
    await client.query(
      `insert into queues (id, name, level, role, position)
       select md5('queue ' || n)::uuid, 'Fila ' || n, case when n <= $1 then 1 else 2 + n % 2 end,
         case when n <= $1 then 'solver' else 'specialist' end, n
       from generate_series(1, $1::int + $2::int) n`,
      [SOLVERS, AREAS],
    );
    await client.query(
      `insert into agents (id, name, email, role)
       select md5('agent ' || n)::uuid, 'Agente ' || n, 'agent' || n || '@example.com', 'agent'
       from generate_series(1, $1::int) n`,
      [AGENTS],
    );
    await client.query(
      `insert into categories (id, name, position)
       select md5('category ' || n)::uuid, 'Assunto ' || n, n from generate_series(1, $1::int) n`,
      [CATEGORIES],
    );
  } finally {
    await client.end();
  }
}

/** Every tenth customer is in a segment, every hundredth in another too. */
export async function sortCustomers(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `update contacts set segments = case when id::text < '02' then '{vip,gold}'::text[] else '{vip}' end
       where id::text < '1a' and segments = '{}'`,
    );
  } finally {
    await client.end();
  }
}
