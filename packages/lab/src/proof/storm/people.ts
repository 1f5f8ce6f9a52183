import { createHash, randomBytes } from "node:crypto";
import pg from "pg";

/** A queue of people who know each other; each hears of it when one of them comes or goes. */
const PEOPLE_PER_QUEUE = 50;
/** Where the demo sends customers who write by SMS. */
const BUSY_QUEUE = "Solucionadores";
const TOKEN_BYTES = 32;
/** Without https; apps/gateway/src/web/session-cookie.ts */
const COOKIE = "circuito";

/**
 * People who are logged in, with a session each. They are written into the tables, as a log-in leaves them: ten
 * thousand passwords take minutes to check, and the storm is not about them, since who comes back has a session.
 * The first fifty serve the queue where the load's customers wait, the others queues where nothing happens.
 * @returns a cookie for each
 */
export async function addPeople(databaseUrl: string, people: number): Promise<readonly string[]> {
  const tokens = Array.from({ length: people }, () =>
    randomBytes(TOKEN_BYTES).toString("base64url"),
  );
  const hashes = tokens.map((token) => createHash("sha256").update(token).digest("hex"));
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `with busy as (
       select id from queues where name = $4
     ), quiet as (
       insert into queues (id, name, level, role, position)
       select gen_random_uuid(), 'Storm ' || n, 1, 'solver', 1000 + n
       from generate_series(1, $2::int / $3::int) as n
       returning id, position - 1000 as n
     ), people as (
       insert into agents (id, name, email, role, wanted)
       select gen_random_uuid(), 'Person ' || n, 'storm-' || n || '@example.com', 'agent', 'online'
       from generate_series(1, $2::int) as n
       returning id, split_part(name, ' ', 2)::int as n
     ), members as (
       insert into queue_members (queue_id, agent_id)
       select coalesce(quiet.id, busy.id), people.id
       from people cross join busy left join quiet on quiet.n = (people.n - 1) / $3::int
     )
     insert into sessions (token_hash, agent_id, expires_at)
     select decode(hash, 'hex'), people.id, now() + interval '8 hours'
     from unnest($1::text[]) with ordinality as hashes (hash, n) join people using (n)`,
      [hashes, people, PEOPLE_PER_QUEUE, BUSY_QUEUE],
    );
    await client.query("analyze agents, sessions, queue_members, queues");
  } finally {
    await client.end();
  }
  return tokens.map((token) => `${COOKIE}=${token}`);
}
