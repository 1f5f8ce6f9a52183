import { chooseWay, type Principal, seesEverything } from "@circuito/domain";
import { QUEUE_TO_SEE } from "../conversations/queue-to-see.ts";
import type { Queryable } from "../database.ts";
import { type Bind, escapeLike, seenBy } from "../reading/list-conditions.ts";
import type { HitRow, MessageSearch } from "./search-messages.ts";

export interface AskedMessages {
  /** A tsquery. */
  readonly match: string;
  readonly search: MessageSearch;
  readonly viewer: Principal;
  /** Only what is older than this one. */
  readonly before: MessagePlace | undefined;
  readonly wanted: number;
}

/** A question whose author, if it names one, is known by who they are. */
interface Asked extends AskedMessages {
  readonly authors: Authors | undefined;
}

interface Authors {
  readonly agentIds: readonly string[];
  readonly contactIds: readonly string[];
  /** Conversations that the customers among them may have written in. */
  readonly placeIds: readonly string[];
  /** Messages that all of them wrote, at most; of more than are looked through one by one, infinitely many. */
  readonly wrote: number;
}

interface MessagePlace {
  /** ISO 8601. */
  readonly at: string;
  readonly id: string;
}

/**
 * How many of the newest messages are looked at before anything else: some milliseconds. What is often said
 * fills a page with them, however many messages there are, and otherwise it is known how often.
 */
const FIRST_LOOK = 2_000;

/**
 * Messages that answer a question, newest first. PostgreSQL would choose between its indexes by what it
 * guesses of words, of beginnings of words above all, and of who may see what; it guesses wrong by hundreds of
 * times. So we look first, and choose (`chooseWay`).
 */
export async function findAnswers(
  q: Queryable,
  question: AskedMessages,
  firstLook: number = FIRST_LOOK,
): Promise<readonly HitRow[]> {
  const authors = await findAuthors(q, question.search.authorName);
  if (authors && authors.agentIds.length + authors.contactIds.length === 0) return [];
  const asked: Asked = { ...question, authors };
  const { contactId, conversationId } = asked.search;
  if (contactId !== undefined || conversationId !== undefined) {
    return ask(q, asked, conversationsFirst);
  }
  const isNarrowed = onConversations(asked, () => "").length > 0;
  const found: HitRow[] = [];
  const told = { looked: 0, hits: 0, answers: 0 };
  let { before } = asked;
  let look = firstLook;
  for (;;) {
    const rest = { ...asked, before, wanted: asked.wanted - found.length };
    const seen = await lookAtNewest(q, rest, look);
    found.push(...seen.rows);
    told.looked += seen.looked;
    told.hits += seen.hits;
    told.answers = found.length;
    const wanted = asked.wanted - found.length;
    if (wanted === 0 || seen.end === undefined) return found;
    before = seen.end;
    const byAuthors = authors?.wrote;
    const way = chooseWay(told, { wanted, total: seen.total, isNarrowed, byAuthors });
    const older = { ...asked, before, wanted };
    switch (way.kind) {
      case "newest":
        look = way.look;
        break;
      case "words":
        return [...found, ...(await ask(q, older, wordsFirst))];
      case "conversations":
        return [...found, ...(await ask(q, older, conversationsFirst))];
      case "authors":
        return [...found, ...(await ask(q, older, authorsFirst))];
    }
  }
}

interface Look {
  readonly rows: readonly HitRow[];
  readonly looked: number;
  readonly hits: number;
  /** The oldest that was looked at; undefined: there are none older. */
  readonly end: MessagePlace | undefined;
  /** Messages there are, as the statistics say. */
  readonly total: number;
}

/** Index message_words_newest. */
async function lookAtNewest(q: Queryable, asked: Asked, look: number): Promise<Look> {
  const { values, bind } = binding();
  const { rows } = await q.query<Partial<HitRow> & LookRow>({
    text: `with looked as materialized (
        select w.message_id, w.at, w.words @@ ${bind(asked.match)}::tsquery as is_hit
        from message_words w where ${inPeriod(asked, bind)}
        order by w.at desc fetch first (${bind(look)}::int) rows with ties
      )
      select t.looked, t.hits, t."endAt", found.*,
        (select greatest(reltuples, 0)::float8 from pg_class where oid = 'message_words'::regclass) as total
      from (select count(*)::int as looked, count(*) filter (where is_hit)::int as hits, min(at) as "endAt"
          from looked) t
        left join lateral (${answers("select message_id, at from looked where is_hit", asked, bind)}) found
          on true
      order by found.at desc, found."messageId" desc`,
    values,
  });
  const [first] = rows;
  if (!first || first.looked < look) return { ...lookOf(rows), end: undefined };
  return { ...lookOf(rows), end: { at: first.endAt.toISOString(), id: NO_ID } };
}

interface LookRow extends Omit<Look, "rows" | "end"> {
  readonly endAt: Date;
}

function lookOf(rows: readonly (Partial<HitRow> & LookRow)[]): Omit<Look, "end"> {
  const { looked = 0, hits = 0, total = 0 } = rows[0] ?? {};
  const found = rows.filter((row): row is HitRow & LookRow => row.messageId != null);
  return { rows: found, looked, hits, total };
}

/** Before all others of the same moment. */
const NO_ID = "00000000-0000-0000-0000-000000000000";

type Way = (asked: Asked, bind: Bind) => string;

async function ask(q: Queryable, asked: Asked, way: Way): Promise<readonly HitRow[]> {
  const { values, bind } = binding();
  const { rows } = await q.query<HitRow>({
    text: `${way(asked, bind)} order by at desc, "messageId" desc`,
    values,
  });
  return rows;
}

/** Index message_words_found. */
const wordsFirst: Way = (asked, bind) => `with said as materialized (
    select w.message_id, w.at from message_words w
    where w.words @@ ${bind(asked.match)}::tsquery and ${inPeriod(asked, bind)}
  ) ${answers("select message_id, at from said", asked, bind)}`;

/** Indexes conversations_queue, conversations_owned, conversations_contact, messages_seq, and the key of message_words. */
const conversationsFirst: Way = (asked, bind) => `with places as materialized (
    select c.id from conversations c where ${allOf(onConversations(asked, bind))}
  ), said as materialized (
    select w.message_id, w.at from places
      cross join lateral (select m.id from messages m where m.conversation_id = places.id offset 0) m
      cross join lateral (select w.message_id, w.at from message_words w where w.message_id = m.id
        and w.words @@ ${bind(asked.match)}::tsquery and ${inPeriod(asked, bind)} offset 0) w
  ) ${answers("select message_id, at from said", asked, bind)}`;

/** Indexes messages_author, messages_seq, and the key of message_words. */
const authorsFirst: Way = (asked, bind) => `with wrote as materialized (
    select m.id from messages m where m.agent_id = any(${bind(asked.authors?.agentIds)}::uuid[])
    union all
    select m.id from unnest(${bind(asked.authors?.placeIds)}::uuid[]) place(id)
      cross join lateral (select m.id from messages m where m.conversation_id = place.id
        and m.direction = 'inbound' and m.agent_id is null offset 0) m
  ), said as materialized (
    select w.message_id, w.at from wrote
      cross join lateral (select w.message_id, w.at from message_words w where w.message_id = wrote.id
        and w.words @@ ${bind(asked.match)}::tsquery and ${inPeriod(asked, bind)} offset 0) w
  ) ${answers("select message_id, at from said", asked, bind)}`;

/**
 * Of messages that have the words, the newest that answer, with all that is shown of them. They are taken one
 * by one in order of time until there are enough: `offset 0` keeps PostgreSQL from reading whole tables first.
 */
function answers(said: string, asked: Asked, bind: Bind): string {
  const onPlace = onConversations(asked, bind);
  const onAuthor = onAuthors(asked, bind);
  const looked =
    onPlace.length + onAuthor.length === 0
      ? ""
      : `cross join lateral (select m.conversation_id from messages m
          where m.id = w.message_id and ${allOf(onAuthor)} offset 0) m`;
  const placed =
    onPlace.length === 0
      ? ""
      : `cross join lateral (select c.* from conversations c where c.id = m.conversation_id offset 0) c`;
  return `select m.id as "messageId", m.seq, m.direction, coalesce(a.name, s.name) as "authorName",
      k.subject, left(m.text, ${READ_LENGTH_MAX}) as text, jsonb_array_length(m.media) as files, w.at,
      c.id, c.protocol, c.channel, c.status, ${QUEUE_TO_SEE} as "queueId", c.contact_id as "contactId",
      p.name as "contactName", c.address
    from (
      select w.message_id, w.at from (${said} order by at desc, message_id desc) w ${looked} ${placed}
      where ${allOf(onPlace)} order by w.at desc, w.message_id desc limit ${bind(asked.wanted)}
    ) w
      join messages m on m.id = w.message_id
      join conversations c on c.id = m.conversation_id
      join contacts p on p.id = c.contact_id
      left join agents a on a.id = m.agent_id
      left join contacts s on s.id = m.contact_id and m.direction = 'inbound'
      left join message_mails k on k.message_id = m.id`;
}

/** As much of a message as an excerpt is looked for in. */
const READ_LENGTH_MAX = 20_000;

function binding(): { readonly values: unknown[]; readonly bind: Bind } {
  const values: unknown[] = [];
  return { values, bind: (value) => `$${values.push(value)}` };
}

const allOf = (conditions: readonly string[]): string => conditions.join(" and ") || "true";

/** Of words `w`: when it was said. */
function inPeriod({ search: { since, until }, before }: Asked, bind: Bind): string {
  return allOf([
    ...(since ? [`w.at >= ${bind(since)}::timestamptz`] : []),
    ...(until ? [`w.at < ${bind(until)}::timestamptz`] : []),
    ...(before
      ? [`(w.at, w.message_id) < (${bind(before.at)}::timestamptz, ${bind(before.id)}::uuid)`]
      : []),
  ]);
}

/** Of conversations `c`: which of them, and who may see them. */
function onConversations({ search, viewer }: Asked, bind: Bind): readonly string[] {
  const { queueId, channel, contactId, conversationId } = search;
  const where: string[] = seesEverything(viewer) ? [] : seenBy(viewer, bind);
  if (conversationId) where.push(`c.id = ${bind(conversationId)}`);
  if (contactId) {
    where.push(`c.contact_id = (select coalesce(merged_into_id, id) from contacts
      where id = ${bind(contactId)})`);
  }
  if (queueId) where.push(`c.queue_id = ${bind(queueId)}`);
  if (channel) where.push(`c.channel = ${bind(channel)}`);
  return where;
}

/** Of messages `m`: who wrote it. */
function onAuthors({ authors }: Asked, bind: Bind): readonly string[] {
  if (!authors) return [];
  return [
    `(m.agent_id = any(${bind(authors.agentIds)}::uuid[]) or m.direction = 'inbound'
      and m.agent_id is null and m.contact_id = any(${bind(authors.contactIds)}::uuid[]))`,
  ];
}

/** Names are read once, and not for each message: people have fewer names than they write messages. */
async function findAuthors(q: Queryable, name: string | undefined): Promise<Authors | undefined> {
  if (!name) return undefined;
  const { rows } = await q.query<{ readonly id: string; readonly isAgent: boolean }>({
    name: "find-authors",
    text: `select id, true as "isAgent" from agents where name ilike $1
      union all select id, false from contacts where name ilike $1`,
    values: [`%${escapeLike(name)}%`],
  });
  const ids = (agents: boolean) =>
    rows.filter(({ isAgent }) => isAgent === agents).map(({ id }) => id);
  const [agentIds, contactIds] = [ids(true), ids(false)];
  const places = await findPlaces(q, contactIds);
  const placeIds = places.map(({ id }) => id);
  const written = places.reduce((sum, { messages }) => sum + messages, 0);
  const isFew = placeIds.length <= PLACES_MAX && written <= WRITTEN_MAX;
  const wrote = isFew ? written + (await countWritten(q, agentIds)) : Number.POSITIVE_INFINITY;
  return {
    agentIds,
    contactIds,
    placeIds,
    wrote: wrote <= WRITTEN_MAX ? wrote : Number.POSITIVE_INFINITY,
  };
}

/** Beyond these another way is the cheaper one, whatever is asked. */
const PLACES_MAX = 2_000;
const WRITTEN_MAX = 20_000;

/** Where customers may have written: in their own conversations, and by mail in those that they take part in. */
async function findPlaces(
  q: Queryable,
  contactIds: readonly string[],
): Promise<readonly { readonly id: string; readonly messages: number }[]> {
  if (contactIds.length === 0) return [];
  const { rows } = await q.query<{ readonly id: string; readonly messages: number }>({
    name: "find-places-of-authors",
    // Indexes conversations_contact, identities_contact, mail_participants_address.
    text: `select id, last_seq as messages from conversations where id in (
        select id from conversations where contact_id = any($1::uuid[])
        union select p.conversation_id from identities i
          join mail_participants p on p.address = substr(i.address, length('mailto:') + 1)
          where i.contact_id = any($1::uuid[]) and i.address like 'mailto:%'
        limit $2)`,
    values: [contactIds, PLACES_MAX + 1],
  });
  return rows;
}

/** Messages of ours, and one more than are looked through at most. */
async function countWritten(q: Queryable, agentIds: readonly string[]): Promise<number> {
  if (agentIds.length === 0) return 0;
  const { rows } = await q.query<{ readonly messages: number }>({
    name: "count-written-by-authors",
    // Index messages_author.
    text: `select count(*)::int as messages from (
        select from messages where agent_id = any($1::uuid[]) limit $2) written`,
    values: [agentIds, WRITTEN_MAX + 1],
  });
  return rows[0]?.messages ?? 0;
}
