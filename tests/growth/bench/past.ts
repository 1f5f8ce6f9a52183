import pg from "pg";
import { addressOf } from "../../../packages/lab/src/load/plan.ts";

/** Rows written by one statement: some seconds. */
const AT_ONCE = 50_000;
/** Of each conversation. */
const MESSAGES_EACH = 4;
/** What a conversation is told of besides: who took it, where it went. */
const ACTIVITIES_EACH = 5;
const DAYS = 730;
/** Different words that are said; the n-th is said as often as 1 to n. */
const VOCABULARY = 20_000;
const WORDS_EACH = 10;
/** Free numbers of another area: nobody of the load has one. */
const STRANGER = "tel:+5521";

export interface Past {
  /** Contacts, and as many messages. */
  readonly size: number;
  /** Those of the load, spread evenly over all contacts: whoever writes has written before. */
  readonly customers: number;
  /** Where all of them wrote. */
  readonly inboxId: string;
}

/**
 * Gives an organization that is new a past of two years: contacts with their numbers, conversations that are over,
 * messages with their rows of the ledger and the words they are found by. The same for the same numbers.
 */
export async function writePast(
  databaseUrl: string,
  past: Past,
  tell: (line: string) => void,
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("set synchronous_commit = off");
    await client.query("select setseed(0.5)");
    for (let from = 0; from < past.size; from += AT_ONCE) {
      const count = Math.min(AT_ONCE, past.size - from);
      await client.query("begin");
      await writeSlice(client, past, from, count);
      await client.query("commit");
      if ((from + count) % 250_000 === 0) tell(`${from + count} of ${past.size} contacts`);
    }
    await client.query("vacuum analyze");
  } finally {
    await client.end();
  }
}

/** The n-th thing of a kind. */
const idOf = (kind: string, n: string): string =>
  `('${kind}-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const CONTACT = "00000003";
const CONVERSATION = "00000005";
const MESSAGE = "00000006";
/** When the n-th message of all was written; the newest an hour ago. */
const writtenAt = (n: string, of: number): string =>
  `now() - interval '1 hour' - interval '${DAYS} days' * (1 - ${n}::float8 / ${of})`;

async function writeSlice(
  client: pg.Client,
  { size, customers, inboxId }: Past,
  from: number,
  count: number,
): Promise<void> {
  const slice = `generate_series(${from}, ${from + count - 1}) n`;
  const everyNth = Math.floor(size / customers);
  const known = addressOf(0).slice(0, -8);
  await client.query(
    `insert into contacts (id, name, created_at)
     select ${idOf(CONTACT, "n")}, 'Cliente ' || n, ${writtenAt("n", size)} from ${slice}`,
  );
  await client.query(
    `insert into identities (address, contact_id, evidence)
     select case when n % ${everyNth} = 0 and n / ${everyNth} < ${customers}
         then '${known}' || lpad((n / ${everyNth})::text, 8, '0')
         else '${STRANGER}' || (900000000 + n) end,
       ${idOf(CONTACT, "n")}, 'channel-proven' from ${slice}`,
  );
  const conversations = `generate_series(${from}, ${from + count - 1}, ${MESSAGES_EACH}) n`;
  await client.query(
    `insert into conversations (id, protocol, inbox_id, channel, address, contact_id, status, waiting_on,
       queue_id, level, priority, epoch, version, last_seq, last_public_seq, arrived_at, resolved_at,
       last_message_at, preview)
     select ${idOf(CONVERSATION, "n")}, 'P' || n, $1::uuid, 'sms', i.address, i.contact_id, 'closed', 'agent',
       (select id from queues order by id limit 1), 1, 0, 2, 4, ${MESSAGES_EACH}, ${MESSAGES_EACH},
       ${writtenAt("n", size)}, ${writtenAt("n", size)} + interval '20 minutes',
       ${writtenAt("n", size)} + interval '10 minutes', 'Obrigado'
     from ${conversations} join identities i on i.contact_id = ${idOf(CONTACT, "n")}`,
    [inboxId],
  );
  await client.query(
    `insert into activities (conversation_id, kind, data, at)
     select ${idOf(CONVERSATION, "n")}, 'assigned', '{"reason": "longest-idle"}', ${writtenAt("n", size)}
     from ${conversations}, generate_series(1, ${ACTIVITIES_EACH})`,
  );
  // A conversation's messages stand together: the n-th is the (n modulo 4)-th of its own.
  const conversation = idOf(CONVERSATION, `n - n % ${MESSAGES_EACH}`);
  await client.query(
    `with accepted as (
       insert into ledger (inbox_id, external_id, kind, contact_key, content_hash, element, state, received_at,
           routed_at, message_id)
         select $1::uuid, 'past-' || n, 'message', hashtextextended(c.address, 0), sha256(n::text::bytea),
           jsonb_build_object('from', c.address, 'text', ${TEXT}, 'media', '[]'::jsonb), 'routed',
           ${writtenAt("n", size)}, ${writtenAt("n", size)}, ${idOf(MESSAGE, "n")}
         from ${slice} join conversations c on c.id = ${conversation}
         returning id, message_id, received_at, element->>'text' as text)
     insert into messages (id, conversation_id, seq, previous_public_seq, direction, contact_id, ledger_id, text,
         created_at)
       select ${idOf(MESSAGE, "n")}, ${conversation}, 1 + n % ${MESSAGES_EACH}, n % ${MESSAGES_EACH}, 'inbound',
         ${idOf(CONTACT, `n - n % ${MESSAGES_EACH}`)}, a.id, a.text, a.received_at
       from ${slice} join accepted a on a.message_id = ${idOf(MESSAGE, "n")}`,
    [inboxId],
  );
  await client.query(
    `insert into message_words (message_id, revision, at, fold, words)
     select ${idOf(MESSAGE, "n")}, 0, ${writtenAt("n", size)}, 1, to_tsvector('simple', m.text)
     from ${slice} join messages m on m.id = ${idOf(MESSAGE, "n")}`,
  );
}

const TEXT = `(select string_agg('palavra' || floor(${VOCABULARY}::float8 ^ random())::int, ' ')
  from generate_series(1, ${WORDS_EACH} + n % 2))`;
