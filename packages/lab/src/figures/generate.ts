import pg from "pg";

export interface Generation {
  readonly databaseUrl: string;
  readonly conversations: number;
  /** How far back they reach, evenly. */
  readonly days: number;
  /** Of these, numbered from the oldest, only those from here on; `to` is not written. All if absent. */
  readonly from?: number;
  readonly to?: number;
  readonly tell: (line: string) => void;
}

/** Conversations written by one statement: a second or two. */
const AT_ONCE = 5_000;
const TOLD_EVERY = 50_000;

/**
 * Writes made-up conversations with their past straight into the tables of a migrated database that has
 * inboxes, queues and agents, as `circuito start --demo` makes one: customers who come back, replies,
 * hand-overs to level 2, reopenings, confirmations, surveys. The same numbers give the same past. Nobody
 * is told of them: have figures measured anew afterwards.
 */
export async function generateConversations(generation: Generation): Promise<void> {
  const { databaseUrl, conversations, days, tell } = generation;
  const end = Math.min(conversations, generation.to ?? conversations);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("set synchronous_commit = off");
    await trustOurselves(client);
    await client.query(GROUND);
    for (let from = generation.from ?? 0; from < end; from += AT_ONCE) {
      const to = Math.min(end, from + AT_ONCE);
      await client.query("begin");
      await client.query("drop table if exists life");
      await client.query(LIVES, [from, to - 1, days, conversations]);
      await client.query("analyze life");
      for (const statement of WRITES) await client.query(statement);
      await client.query("commit");
      if (to % TOLD_EVERY === 0 || to === end) tell(`${to} of ${conversations} conversations`);
    }
    await client.query("analyze conversations, messages, activities, contacts");
  } finally {
    await client.end();
  }
}

/** What is written refers to what was written: not to look each time saves half. Superusers may. */
async function trustOurselves(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ may: string }>(
    "select current_setting('is_superuser') as may",
  );
  if (rows[0]?.may === "on") await client.query("set session_replication_role = replica");
}

/** What there is to choose from, numbered from 0; and chance that is the same each time. */
const GROUND = `
  create or replace function pg_temp.chance(n bigint, k int) returns float8 language sql immutable as
    $$ select (hashint8extended(n, k) & 2147483647) / 2147483648.0 $$;
  create or replace function pg_temp.pick(ids uuid[], by float8) returns uuid language sql immutable as
    $$ select ids[1 + floor(by * coalesce(array_length(ids, 1), 1))::int] $$;
  create or replace function pg_temp.within(team float8, by float8, teams uuid[]) returns float8
    language sql immutable as
    $$ select (floor(team * n) + by) / n from (select coalesce(array_length(teams, 1), 1)) t(n) $$;
  create temp table ground as select
    (select array_agg(id order by id) from inboxes) as inboxes,
    (select array_agg(id order by id) from agents where disabled_at is null) as agents,
    (select array_agg(id order by id) from queues where level = 1 and role <> 'supervisor') as solvers,
    (select array_agg(id order by id) from queues where level > 1 and role <> 'supervisor') as areas,
    (select array_agg(id order by id) from categories where archived_at is null) as categories`;

/** A row a conversation: when each thing happened, null where it did not. Weekdays and daytime are busier. */
const LIVES = `
  create temp table life on commit drop as
  with base as (
    select n, (lpad(to_hex(n), 12, '0') || substr(md5('figures ' || n), 13))::uuid as id, md5('person ' || (n * 7919) % greatest(1, $4::bigint / 3))::uuid as person,
      date_trunc('day', now()) - make_interval(days => $3::int)
        + make_interval(days => (n * $3::bigint / $4::bigint)::int)
        + make_interval(secs => 3600 * (11 + 5 * (pg_temp.chance(n, 1) + pg_temp.chance(n, 2)))) as began
    from generate_series($1::bigint, $2::bigint) n
  ), placed as (
    -- Who writes on a channel is mostly one team's, and a team has its people and its subjects: figures
    -- of everybody with everything would be as many as there are stories.
    select b.*, pg_temp.chance(n, 3) as channel_of,
      0.8 * pg_temp.chance(n, 3) + 0.2 * pg_temp.chance(n, 4) as team_of, pg_temp.chance(n, 7) as area_of
    from base b
  ), taken as (
    select p.*, pg_temp.pick(g.inboxes, channel_of) as inbox,
      pg_temp.pick(g.solvers, team_of) as queue,
      pg_temp.pick(g.agents, pg_temp.within(team_of, pg_temp.chance(n, 5), g.solvers)) as agent,
      case when pg_temp.chance(n, 6) < 0.15 then pg_temp.pick(g.areas, area_of) end as area,
      pg_temp.pick(g.agents, pg_temp.within(area_of, pg_temp.chance(n, 8), g.areas)) as expert,
      case when pg_temp.chance(n, 9) < 0.7
        then pg_temp.pick(g.categories, pg_temp.within(team_of, pg_temp.chance(n, 10), g.solvers)) end as category,
      began + make_interval(secs => 20 + 5400 * pg_temp.chance(n, 11) ^ 3) as claimed_at
    from placed p cross join ground g
  ), answered as (
    select *, claimed_at + make_interval(secs => 30 + 1800 * pg_temp.chance(n, 12) ^ 2) as replied_at
    from taken
  ), asked as (
    select *, replied_at + make_interval(secs => 60 + 14400 * pg_temp.chance(n, 13) ^ 2) as again_at
    from answered
  ), worked as (
    select *, case when area is not null then again_at + interval '5 minutes' end as directed_at,
      again_at + make_interval(secs => 900 + 7200 * pg_temp.chance(n, 14)) as second_at
    from asked
  ), solved as (
    select *, case when pg_temp.chance(n, 15) < 0.95
      then second_at + make_interval(secs => 60 + 3600 * pg_temp.chance(n, 16)) end as resolved_at
    from worked
  )
  select *, case when pg_temp.chance(n, 17) < 0.07 then resolved_at + interval '3 hours' end as reopened_at,
    case when pg_temp.chance(n, 18) < 0.5 then resolved_at + interval '30 seconds' end as confirmed_at,
    case when pg_temp.chance(n, 19) < 0.3 then resolved_at + interval '10 minutes' end as surveyed_at,
    case when pg_temp.chance(n, 20) < 0.4 then 1 + floor(5 * pg_temp.chance(n, 21) ^ 0.4)::int end as score
  from solved`;

const WRITES = [
  `insert into contacts (id, name) select distinct person, 'Cliente ' || left(person::text, 6) from life
   on conflict do nothing`,
  `insert into conversations (id, protocol, inbox_id, channel, address, contact_id, status, waiting_on,
     queue_id, level, priority, epoch, version, last_seq, last_public_seq, arrived_at, resolved_at,
     sticky_agent_id, category_id, last_message_at, title)
   select l.id, 'F' || l.n, l.inbox, i.channel, 'tel:+999' || l.n, l.person,
     case when l.resolved_at is null then 'open' else 'closed' end,
     'agent', coalesce(l.area, l.queue), case when l.area is null then 1 else 2 end, 0, 1, 1, 4, 4, l.began,
     case when l.reopened_at is null then l.resolved_at else l.reopened_at + interval '1 hour' end,
     coalesce(case when l.area is not null then l.expert end, l.agent), l.category, l.second_at, 'Pedido ' || l.n
   from life l join inboxes i on i.id = l.inbox`,
  `insert into messages (id, conversation_id, seq, previous_public_seq, direction, contact_id, agent_id,
     text, created_at)
   select md5('message ' || n || seq)::uuid, id, seq, seq - 1, direction,
     case when direction = 'inbound' then person end, case when direction = 'outbound' then who end,
     'Onde está o meu pedido?', at
   from life, lateral (values
     (1, 'inbound', began, null::uuid), (2, 'outbound', replied_at, agent), (3, 'inbound', again_at, null),
     (4, 'outbound', second_at, case when area is null then agent else expert end),
     (5, 'inbound', reopened_at, null), (6, 'outbound', reopened_at + interval '40 minutes', agent)
   ) m(seq, direction, at, who) where at is not null`,
  `insert into activities (conversation_id, kind, actor_id, because, data, at)
   select id, kind, who, because, data, at
   from life, lateral (values
     (1, 'opened', null::uuid, null, jsonb_build_object('queueId', queue), began),
     (2, 'claimed', agent, 'chose-it', jsonb_build_object('agentId', agent), claimed_at),
     (3, 'directed', agent, 'to-an-area', jsonb_build_object('fromQueueId', queue, 'toQueueId', area), directed_at),
     (4, 'claimed', expert, 'chose-it', jsonb_build_object('agentId', expert), directed_at + interval '4 minutes'),
     (5, 'resolved', agent, 'said-solved', '{}'::jsonb, resolved_at),
     (6, 'confirmation-asked', null, null, jsonb_build_object('askId', 'c' || n), confirmed_at),
     (7, 'confirmation-answered', null, null, jsonb_build_object('askId', 'c' || n, 'answer',
       case when reopened_at is null then 'yes' else 'no' end), confirmed_at + interval '20 minutes'),
     (8, 'survey-sent', null, null, jsonb_build_object('askId', 's' || n, 'kind', 'csat'), surveyed_at),
     (9, 'survey-answered', null, null, jsonb_build_object('askId', 's' || n, 'kind', 'csat', 'score', score),
       case when score is not null then surveyed_at + interval '30 minutes' end),
     (10, 'reopened', null, 'customer-wrote', '{}'::jsonb, reopened_at),
     (11, 'claimed', agent, 'chose-it', jsonb_build_object('agentId', agent), reopened_at + interval '20 minutes'),
     (12, 'resolved', agent, 'said-solved', '{}'::jsonb, reopened_at + interval '1 hour')
   ) a(place, kind, who, because, data, at) where at is not null order by n, place`,
];
