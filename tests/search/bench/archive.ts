import pg from "pg";
import { type MessageId, searchWords, wordsToStem } from "../../../packages/domain/src/index.ts";
import { saveWords } from "../../../packages/store/src/index.ts";
import {
  FAMILY_NAMES,
  GIVEN_NAMES,
  LANGUAGES,
  type Language,
  pick,
  seeded,
  vocabularyOf,
  wordOf,
} from "./vocabulary.ts";

/** Messages written by one statement: a second or so. */
const AT_ONCE = 5_000;
/** Of a conversation, on average. */
const MESSAGES_EACH = 8;
const WORDS_MAX = 24;
const YEARS = 2;
export const DAY_MS = 86_400_000;
/** The newest message; the past must not depend on the day somebody measures. */
export const NOW = Date.parse("2026-11-27T12:00:00Z");

/** What there is: 40 queues, the first of which has every sixth conversation and the last none. */
const QUEUES = 40;
const AGENTS = 200;
const CHANNELS = ["whatsapp", "email", "webchat", "sms"] as const;

/** The n-th thing of a kind, the same in every run. */
export const idOf = (kind: number, n: number): string =>
  `${String(kind).padStart(8, "0")}-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;
export const QUEUE = 1;
export const AGENT = 2;
export const CONTACT = 3;
const INBOX = 4;
export const CONVERSATION = 5;

export interface Archive {
  readonly messages: number;
  readonly words: Readonly<Record<Language, readonly string[]>>;
  readonly contacts: number;
  readonly conversations: number;
}

/** What an archive of so many messages has: the same for the same seed. */
export function planArchive(messages: number, seed: number): Archive {
  const random = seeded(seed);
  const conversations = Math.max(1, Math.floor(messages / MESSAGES_EACH));
  const words = Object.fromEntries(
    LANGUAGES.map((language) => [language, vocabularyOf(language, random)]),
  ) as Record<Language, readonly string[]>;
  return { messages, words, conversations, contacts: Math.max(1, Math.floor(conversations / 3)) };
}

/**
 * Fills a migrated, empty database with messages of two years, and with the words they are found by as
 * the follower of the outbox keeps them.
 */
export async function fillArchive(
  databaseUrl: string,
  archive: Archive,
  seed: number,
  tell: (line: string) => void,
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("set synchronous_commit = off");
    await client.query("set maintenance_work_mem = '512MB'");
    await addGround(client, archive);
    // An index made of all at once takes a tenth of the time.
    const { rows } = await client.query<{ name: string; made: string }>(
      `select indexname as name, indexdef as made from pg_indexes
       where tablename = 'message_words' and indexname <> 'message_words_pkey'`,
    );
    for (const { name } of rows) await client.query(`drop index ${name}`);
    await addMessages(client, archive, seed, tell);
    for (const { name, made } of rows) {
      tell(`index ${name}`);
      await client.query(made);
    }
    tell("statistics");
    await client.query("vacuum analyze");
  } finally {
    await client.end();
  }
}

async function addGround(client: pg.Client, archive: Archive): Promise<void> {
  const ids = (kind: number, count: number) =>
    Array.from({ length: count }, (_, n) => idOf(kind, n));
  await client.query(
    `insert into queues (id, name, level, role, position)
     select id, 'Fila ' || n, 1 + n % 3, case when n % 3 = 0 then 'solver' else 'specialist' end, n
     from unnest($1::uuid[]) with ordinality q(id, n)`,
    [ids(QUEUE, QUEUES)],
  );
  await client.query(
    `insert into inboxes (id, name, channel, settings)
     select id, channel, channel, '{}' from unnest($1::uuid[], $2::text[]) i(id, channel)`,
    [ids(INBOX, CHANNELS.length), [...CHANNELS]],
  );
  const names = (count: number) =>
    Array.from(
      { length: count },
      (_, n) => `${pick(GIVEN_NAMES, (n % 20) / 20)} ${pick(FAMILY_NAMES, (n % 17) / 17)} ${n}`,
    );
  await client.query(
    `insert into agents (id, name, email, role)
     select id, name, 'agent' || n || '@example.com', 'agent'
     from unnest($1::uuid[], $2::text[]) with ordinality a(id, name, n)`,
    [ids(AGENT, AGENTS), names(AGENTS)],
  );
  await client.query(
    `insert into contacts (id, name) select * from unnest($1::uuid[], $2::text[])`,
    [ids(CONTACT, archive.contacts), names(archive.contacts)],
  );
}

/** Where conversations are: the n-th queue as often as 1 to n. */
const queueOf = (random: () => number) => Math.floor(QUEUES ** random()) - 1;

async function addMessages(
  client: pg.Client,
  archive: Archive,
  seed: number,
  tell: (line: string) => void,
): Promise<void> {
  const random = seeded(seed + 1);
  let written = 0;
  for (let n = 0; n < archive.conversations; ) {
    const lives: Life[] = [];
    let messages = 0;
    while (n < archive.conversations && messages < AT_ONCE) {
      const life = lifeOf(n, archive, random);
      lives.push(life);
      messages += life.messages.length;
      n += 1;
    }
    await client.query("begin");
    await writeConversations(client, lives);
    await writeMessages(client, lives);
    await client.query("commit");
    if (Math.floor((written + messages) / 50_000) > Math.floor(written / 50_000)) {
      tell(`${written + messages} of about ${archive.messages} messages`);
    }
    written += messages;
  }
}

interface Said {
  readonly id: string;
  readonly at: number;
  readonly text: string;
  readonly isInbound: boolean;
}

interface Life {
  readonly n: number;
  readonly channel: number;
  readonly contact: number;
  readonly queue: number;
  readonly agent: number;
  readonly messages: readonly Said[];
}

function lifeOf(n: number, archive: Archive, random: () => number): Life {
  const language = pick(["pt-BR", "pt-BR", "pt-BR", "en", "es"] as const, random());
  const words = archive.words[language];
  let at = NOW - YEARS * 365 * DAY_MS * (1 - (n + 1) / archive.conversations);
  const count = 1 + Math.floor(random() * (2 * MESSAGES_EACH - 1));
  const messages = Array.from({ length: count }, (_, seq): Said => {
    at -= random() * 60_000;
    return { id: uuidAt(at, random), at, text: textOf(words, random), isInbound: seq % 2 === 0 };
  });
  return {
    ...{ n, messages: messages.toReversed() },
    channel: Math.floor(random() * CHANNELS.length),
    contact: Math.floor(random() * archive.contacts),
    queue: queueOf(random),
    agent: Math.floor(random() * AGENTS),
  };
}

function textOf(words: readonly string[], random: () => number): string {
  const length = 1 + Math.floor(WORDS_MAX * random() ** 1.5);
  const said = Array.from({ length }, () => wordOf(words, random));
  // What is somebody's own: their name, their order, the number of another conversation.
  if (random() < 0.05) said.push(pick(GIVEN_NAMES, random()), pick(FAMILY_NAMES, random()));
  if (random() < 0.1) said.push(String(Math.floor(1e6 + random() * 9e6)));
  if (random() < 0.02) said.push(`26${Math.floor(1000 + random() * 9000)}-${hex(random, 8)}`);
  const [first = "", ...rest] = said;
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(" ");
}

const hex = (random: () => number, length: number) =>
  Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join("");

/** As messages have them: what was made later is greater. */
function uuidAt(at: number, random: () => number): string {
  const time = Math.floor(at).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(random, 3)}-8${hex(random, 3)}-${hex(random, 12)}`;
}

async function writeConversations(client: pg.Client, lives: readonly Life[]): Promise<void> {
  await client.query(
    `insert into conversations (id, protocol, inbox_id, channel, address, contact_id, status, waiting_on,
       queue_id, level, priority, epoch, version, last_seq, last_public_seq, arrived_at, resolved_at,
       last_message_at, sticky_agent_id, title)
     select id, protocol, inbox, channel, 'tel:+999' || protocol, contact, 'closed', 'agent', queue, 1,
       0, 1, 1, count, count, arrived, latest, latest, agent, 'Pedido'
     from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::uuid[], $6::uuid[], $7::int[],
       $8::timestamptz[], $9::timestamptz[], $10::uuid[])
       l(id, protocol, inbox, channel, contact, queue, count, arrived, latest, agent)`,
    [
      lives.map(({ n }) => idOf(CONVERSATION, n)),
      lives.map(({ n }) => `S${n}`),
      lives.map(({ channel }) => idOf(INBOX, channel)),
      lives.map(({ channel }) => CHANNELS[channel]),
      lives.map(({ contact }) => idOf(CONTACT, contact)),
      lives.map(({ queue }) => idOf(QUEUE, queue)),
      lives.map(({ messages }) => messages.length),
      lives.map(({ messages }) => instant(messages.at(0)?.at)),
      lives.map(({ messages }) => instant(messages.at(-1)?.at)),
      lives.map(({ agent }) => idOf(AGENT, agent)),
    ],
  );
}

async function writeMessages(client: pg.Client, lives: readonly Life[]): Promise<void> {
  const all = lives.flatMap(({ messages, ...life }) =>
    messages.map((said, n) => ({ ...life, ...said, seq: n + 1, conversation: life.n })),
  );
  await client.query(
    `insert into messages (id, conversation_id, seq, previous_public_seq, direction, contact_id,
       agent_id, text, created_at)
     select id, conversation, seq, seq - 1, case when contact is null then 'outbound' else 'inbound' end,
       contact, agent, text, at
     from unnest($1::uuid[], $2::uuid[], $3::int[], $4::uuid[], $5::uuid[], $6::text[], $7::timestamptz[])
       m(id, conversation, seq, contact, agent, text, at)`,
    [
      all.map(({ id }) => id),
      all.map(({ conversation }) => idOf(CONVERSATION, conversation)),
      all.map(({ seq }) => seq),
      all.map(({ isInbound, contact }) => (isInbound ? idOf(CONTACT, contact) : null)),
      all.map(({ isInbound, agent }) => (isInbound ? null : idOf(AGENT, agent))),
      all.map(({ text }) => text),
      all.map(({ at }) => instant(at)),
    ],
  );
  await saveWords(
    client,
    all.map(({ id, at, text }) => ({
      ...{ id: id as MessageId, revision: 0, at: instant(at), text, hasFile: false },
      words: searchWords(text),
      forms: wordsToStem(text),
    })),
  );
}

const instant = (at: number | undefined) => new Date(at ?? NOW).toISOString();
