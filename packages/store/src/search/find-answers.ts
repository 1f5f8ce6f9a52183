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
  /** All conversations that they may have written in, where these are few; undefined: anywhere. */
  readonly places: readonly string[] | undefined;
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
    const way = chooseWay(told, { wanted, total: seen.total, isNarrowed });
    const older = { ...asked, before, wanted };
    switch (way.kind) {
      case "newest":
        look = way.look;
        break;
      case "words":
        return [...found, ...(await ask(q, older, wordsFirst))];
      case "conversations":
        return [...found, ...(await ask(q, older, conversationsFirst))];
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
function onConversations({ search, viewer, authors }: Asked, bind: Bind): readonly string[] {
  const { queueId, channel, contactId, conversationId } = search;
  const where: string[] = seesEverything(viewer) ? [] : seenBy(viewer, bind);
  if (conversationId) where.push(`c.id = ${bind(conversationId)}`);
  if (contactId) {
    where.push(`c.contact_id = (select coalesce(merged_into_id, id) from contacts
      where id = ${bind(contactId)})`);
  }
  if (queueId) where.push(`c.queue_id = ${bind(queueId)}`);
  if (channel) where.push(`c.channel = ${bind(channel)}`);
  if (authors?.places) where.push(`c.id = any(${bind(authors.places)}::uuid[])`);
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
  // One of us may have written anywhere.
  const places = agentIds.length > 0 ? undefined : await findPlaces(q, contactIds);
  return { agentIds, contactIds, places };
}

/** Beyond it there are more than are looked through one by one. */
const PLACES_MAX = 2_000;

/** Where customers may have written: in their own conversations, and by mail in those that they take part in. */
async function findPlaces(
  q: Queryable,
  contactIds: readonly string[],
): Promise<readonly string[] | undefined> {
  const { rows } = await q.query<{ readonly id: string }>({
    name: "find-places-of-authors",
    // Indexes conversations_contact, identities_contact, mail_participants_address.
    text: `select id from conversations where contact_id = any($1::uuid[])
      union select p.conversation_id from identities i
        join mail_participants p on p.address = substr(i.address, length('mailto:') + 1)
        where i.contact_id = any($1::uuid[]) and i.address like 'mailto:%'
      limit $2`,
    values: [contactIds, PLACES_MAX + 1],
  });
  return rows.length > PLACES_MAX ? undefined : rows.map(({ id }) => id);
}
