import { randomUUID } from "node:crypto";
import { type AgentId, asId, type QueueId } from "../../../packages/domain/src/index.ts";
import type { Database } from "../../../packages/store/src/index.ts";
import { openBenchDatabase } from "../../bench/open-bench-database.ts";

/** A contact center under load: everybody is full, and more wait. */
export interface Center extends AsyncDisposable {
  readonly database: Database;
  readonly agents: readonly AgentId[];
  readonly queues: readonly QueueId[];
  readonly newId: () => string;
}

export const QUEUES = 20;
export const AGENTS = 300;
/** Each agent serves so many queues: 30 people a queue. */
const QUEUES_EACH = 2;
const HELD_EACH = 6;
/** Conversations that were, so that the tables are those of a center that has been open for a while. */
const SOLVED = 20_000;

export async function openCenter(serverUrl: string, waiting: number): Promise<Center> {
  const bench = await openBenchDatabase(serverUrl, "circuito_bench_assignment");
  const { database } = bench;
  const queues = Array.from({ length: QUEUES }, () => asId<QueueId>(randomUUID()));
  const agents = Array.from({ length: AGENTS }, () => asId<AgentId>(randomUUID()));
  await fill(database, { queues, agents, waiting });
  return {
    database,
    agents,
    queues,
    newId: randomUUID,
    [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
  };
}

async function fill(
  { pool }: Database,
  of: {
    readonly queues: readonly QueueId[];
    readonly agents: readonly AgentId[];
    readonly waiting: number;
  },
): Promise<void> {
  const inbox = randomUUID();
  await pool.query(
    "insert into inboxes (id, name, channel, settings) values ($1, 'chat', 'webchat', '{}')",
    [inbox],
  );
  await pool.query(
    `insert into queues (id, name, level, role, position)
     select id, 'Fila ' || n, 1, 'solver', n from unnest($1::uuid[]) with ordinality as q(id, n)`,
    [of.queues],
  );
  await pool.query(
    `insert into agents (id, name, email, password_hash, role, wanted, seen_at, skills)
     select id, 'Agente ' || n, n || '@example.com', '-', 'agent', 'available',
       now() + interval '1 day', '{"billing": 3}'
     from unnest($1::uuid[]) with ordinality as a(id, n)`,
    [of.agents],
  );
  await pool.query(
    `insert into queue_members (queue_id, agent_id)
     select ($1::uuid[])[1 + ((n - 1 + k) % cardinality($1::uuid[]))], id
     from unnest($2::uuid[]) with ordinality as a(id, n), generate_series(0, $3 - 1) as k`,
    [of.queues, of.agents, QUEUES_EACH],
  );
  const held = of.agents.length * HELD_EACH;
  await pool.query(
    `with made as (
       select gen_random_uuid() as id, n from generate_series(1, $1::int) as n
     ), known as (insert into contacts (id) select id from made)
     insert into conversations (id, protocol, inbox_id, channel, address, contact_id, status,
       waiting_on, queue_id, level, priority, assignee_id, epoch, version, last_seq, last_public_seq,
       arrived_at, waiting_since, last_message_at, required_skills)
     select id, id::text, $2, 'webchat', 'visitor:' || id, id,
       case when n <= $3::int + $4::int then 'open' else 'resolved' end, 'agent',
       ($5::uuid[])[1 + (n % cardinality($5::uuid[]))], 1,
       case when n % 20 = 0 then 2 when n % 7 = 0 then 1 else 0 end,
       case when n > $3::int and n <= $3::int + $4::int then ($6::uuid[])[1 + (n % cardinality($6::uuid[]))] end,
       1, 1, 1, 1, now() - random() * interval '1 hour', now(), now(),
       case when n % 5 = 0 then '{"billing": 2}'::jsonb end
     from made`,
    [of.waiting + held + SOLVED, inbox, of.waiting, held, of.queues, of.agents],
  );
  await pool.query("vacuum analyze");
}
