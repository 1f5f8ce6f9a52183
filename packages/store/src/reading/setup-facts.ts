import type { Queryable } from "../database.ts";

/** What an installation needs before its first answer, step by step. */
export interface SetupFacts {
  /** An inbox is there and switched on. */
  readonly channel: boolean;
  /** Somebody serves a queue. */
  readonly queue: boolean;
  /** There is more than the admin who began. */
  readonly people: boolean;
  /** An inbox answers by opening hours. */
  readonly hours: boolean;
  /** A person has answered a customer. */
  readonly answered: boolean;
}

/** Where nobody answered so many, what is missing is not the set-up. */
const FIRST_CONVERSATIONS = 200;

/** One query; the first conversations are found by their index, and their messages by theirs. */
export async function readSetupFacts(q: Queryable): Promise<SetupFacts> {
  const { rows } = await q.query<SetupFacts>({
    name: "read-setup-facts",
    text: `select
        exists (select from inboxes where enabled) as channel,
        exists (select from queue_members m join queues u on u.id = m.queue_id
          where u.archived_at is null) as queue,
        (select count(*) > 1 from (select from agents where disabled_at is null limit 2) as two) as people,
        exists (select from inboxes where calendar_id is not null) as hours,
        exists (select from (select id from conversations order by arrived_at, id limit $1) as first
          join messages m on m.conversation_id = first.id
          where m.direction = 'outbound' and m.agent_id is not null) as answered`,
    values: [FIRST_CONVERSATIONS],
  });
  const [facts] = rows;
  if (!facts) throw new Error("a select without a table has one row");
  return facts;
}
